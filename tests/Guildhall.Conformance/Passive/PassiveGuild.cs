using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Passive;

/// <summary>A guild of ada's with bob in it, who has a session that does not look; ada's looks at everything.</summary>
internal sealed class PassiveGuild : IAsyncDisposable
{
    public const long FirstForm = 1 << 11;
    public const long SecondForm = 1 << 14;

    private PassiveGuild(TestHouse house, ManualTime time, TestGuild guild, TestChannel general, TestUser bob, GatewayClient session) =>
        (House, Time, Guild, General, Bob, Session) = (house, time, guild, general, bob, session);

    public TestHouse House { get; }

    public ManualTime Time { get; }

    public TestGuild Guild { get; }

    public TestChannel General { get; }

    public TestUser Ada => Guild.Owner;

    public TestUser Bob { get; }

    /// <summary>Bob's session that does not look. He has another one, which says nothing of it and gets everything.</summary>
    public GatewayClient Session { get; }

    public static async Task<PassiveGuild> Open(long capabilities = SecondForm)
    {
        var time = new ManualTime();
        var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        return new PassiveGuild(house, time, guild, general, bob, await Connect(house, bob, capabilities));
    }

    public static async Task<GatewayClient> Connect(TestHouse house, TestUser user, long? capabilities)
    {
        var session = await GatewayClient.Open(house.GatewayUrl);
        await session.Identify(user.Token, capabilities: capabilities);
        // It comes from the account and not from the guild, so it may come behind the welcome, where a test counts already.
        await session.Saw("SESSIONS_REPLACE");
        return session;
    }

    /// <summary>Opens the guild, or leaves it behind.</summary>
    public async Task Look(bool looks = true, GatewayClient? session = null)
    {
        await (session ?? Session).Send(37, new { subscriptions = new Dictionary<string, object> { [Guild.Id] = new { typing = looks, activities = looks, threads = looks } } });
        await (session ?? Session).Settle();
    }

    public Task Talk(GatewayClient session, string? channel) =>
        session.Send(4, new { guild_id = Guild.Id, channel_id = channel, self_mute = false, self_deaf = false });

    public async Task<string> VoiceChannel() => (await Ada.Post($"/guilds/{Guild.Id}/channels", new { name = "voices", type = 2 })).Ok().Id;

    /// <summary>The names of what has come to a session of this guild since so many payloads.</summary>
    public static string[] Names(GatewayClient session, int since = 0) => [.. session.Seen.Skip(since).Where(payload => payload.Op == 0).Select(payload => payload.Name!)];

    public static JsonElement[] All(GatewayClient session, string name) => [.. session.Seen.Where(payload => payload.Name == name).Select(payload => payload.Body)];

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await House.DisposeAsync();
    }
}
