using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

/// <summary>A guild with two people and a bot that is connected; people invoke it, and it answers.</summary>
internal sealed class InteractionHouse : IAsyncDisposable
{
    private int _nonces;

    private InteractionHouse(TestHouse house, TestGuild guild, TestChannel general, TestUser bob, TestUser bot) =>
        (House, Guild, General, Bob, Bot) = (house, guild, general, bob, bot);

    public TestHouse House { get; }

    public TestGuild Guild { get; }

    public TestChannel General { get; }

    public TestUser Ada => Guild.Owner;

    public TestUser Bob { get; }

    public TestUser Bot { get; }

    /// <summary>Opens it. Time stands still unless a clock is given: a bot of a test does not lose its three seconds to a busy machine.</summary>
    public static async Task<InteractionHouse> Start(TimeProvider? time = null)
    {
        var house = await TestHouse.Start(time: time ?? new ManualTime());
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var bot = await Add(house, guild, "Engine");
        return new InteractionHouse(house, guild, general, bob, bot);
    }

    /// <summary>Another application's bot in the guild, connected.</summary>
    public static async Task<TestUser> Add(TestHouse house, TestGuild guild, string name, Permissions permissions = Permissions.SendMessages)
    {
        var bot = await house.CreateBot(guild.Owner, name);
        await bot.Connect();
        var query = $"?client_id={bot.Id}&scope=bot%20applications.commands";
        var wanted = ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
        (await guild.Owner.Post("/oauth2/authorize" + query, new { guild_id = guild.Id, permissions = wanted, authorize = true })).Ok();
        await bot.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
        return bot;
    }

    /// <summary>Registers a command of the bot's everywhere; answers its id.</summary>
    public async Task<string> Register(object command) => (await Bot.Post($"/applications/{Bot.Id}/commands", command)).Ok().Id;

    public Task<string> Register(string name) => Register(new { name, description = name });

    /// <summary>The body of a call.</summary>
    public object Call(string command, string name, object? options = null, string? nonce = null, int type = 2) => new
    {
        type,
        application_id = Bot.Id,
        guild_id = Guild.Id,
        channel_id = General.Id,
        session_id = "session",
        nonce,
        data = new { id = command, name, type = 1, options = options ?? Array.Empty<object>() },
    };

    /// <summary>Has a person call a command; what the bot was told.</summary>
    public async Task<JsonElement> Invoke(TestUser person, string command, string name, object? options = null, int type = 2)
    {
        var nonce = $"n{Interlocked.Increment(ref _nonces)}";
        (await person.Post("/interactions", Call(command, name, options, nonce, type))).Ok().Status.ShouldBe(204);
        return await Told(person, nonce, type);
    }

    /// <summary>Sends an interaction as it is; what the bot was told of it.</summary>
    public async Task<JsonElement> Invoke(TestUser person, Func<string, object> body)
    {
        var nonce = $"n{Interlocked.Increment(ref _nonces)}";
        (await person.Post("/interactions", body(nonce))).Ok().Status.ShouldBe(204);
        return await Told(person, nonce, 2);
    }

    /// <summary>Answers an interaction.</summary>
    public Task<Answer> Callback(JsonElement interaction, object body, bool withResponse = false) =>
        House.Nobody.Post($"{CallbackPath(interaction)}{(withResponse ? "?with_response=true" : "")}", body);

    public static string CallbackPath(JsonElement interaction) => $"/interactions/{Id(interaction)}/{Token(interaction)}/callback";

    /// <summary>Where follow-ups go.</summary>
    public string Webhook(JsonElement interaction) => $"/webhooks/{Bot.Id}/{Token(interaction)}";

    public string Original(JsonElement interaction) => $"{Webhook(interaction)}/messages/@original";

    public static string Id(JsonElement payload) => payload.GetProperty("id").GetString()!;

    public static string Token(JsonElement interaction) => interaction.GetProperty("token").GetString()!;

    public ValueTask DisposeAsync() => DisposeBoth();

    private async Task<JsonElement> Told(TestUser person, string nonce, int type)
    {
        if (type == 4) return await Bot.Gateway.Saw("INTERACTION_CREATE", told => told.GetProperty("type").GetInt32() == type);
        var created = await person.Gateway.Saw("INTERACTION_CREATE", seen => seen.GetProperty("nonce").GetString() == nonce);
        return await Bot.Gateway.Saw("INTERACTION_CREATE", told => Id(told) == Id(created));
    }

    private async ValueTask DisposeBoth()
    {
        await Bot.DisposeAsync();
        await House.DisposeAsync();
    }
}
