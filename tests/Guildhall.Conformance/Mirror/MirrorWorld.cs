using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>A guild with its owner, a member, a bot, and a guest who comes and goes.</summary>
internal sealed class MirrorWorld
{
    public const string Pixel =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>Everything that needs no permission of the application.</summary>
    private const int BotIntents = 0x331_FFFF & ~((1 << 1) | (1 << 8) | (1 << 15));

    /// <summary>The place of the bot among the <see cref="Watchers"/>.</summary>
    public const int BotWatcher = 2;

    private MirrorWorld(TestHouse house, TestUser owner, TestUser member, TestUser bot, TestUser guest) =>
        (House, Owner, Member, Bot, Guest) = (house, owner, member, bot, guest);

    public TestHouse House { get; }

    public TestUser Owner { get; }

    public TestUser Member { get; }

    public TestUser Bot { get; }

    public TestUser Guest { get; }

    public string Guild { get; private set; } = "";

    public bool IsGuestIn { get; set; }

    /// <summary>Those who get roles, nicknames and overwrites.</summary>
    public IReadOnlyList<TestUser> People => [Owner, Member, Bot, Guest];

    public static async Task<MirrorWorld> Of(TestHouse house)
    {
        var owner = await house.Register("owner");
        return new MirrorWorld(house, owner, await house.Register("member"), await house.CreateBot(owner, "watcher"), await house.Register("guest"));
    }

    /// <summary>A new guild in place of the one before.</summary>
    public async Task BeginGuild()
    {
        if (Guild.Length > 0) (await Owner.Delete($"/guilds/{Guild}")).Ok();
        Guild = (await Owner.Post("/guilds", new { name = "Mirror" })).Ok().Id;
        (await Member.Post($"/invites/{await Invite()}", new { })).Ok();
        (await Owner.Post($"/oauth2/authorize?client_id={Bot.Id}&scope=bot", new { guild_id = Guild, permissions = "0", authorize = true })).Ok();
        IsGuestIn = false;
    }

    public async Task InviteGuest() => (await Guest.Post($"/invites/{await Invite()}", new { })).Ok();

    /// <summary>New sessions of the three who watch.</summary>
    public async Task<IReadOnlyList<GatewayClient>> Watchers()
    {
        List<GatewayClient> watchers = [];
        foreach (var user in (TestUser[])[Owner, Member, Bot]) watchers.Add(await Watcher(user));
        return watchers;
    }

    /// <summary>A new session of somebody.</summary>
    public async Task<GatewayClient> Watcher(TestUser user, long? capabilities = null)
    {
        var session = await GatewayClient.Open(House.GatewayUrl);
        await session.Identify(user.Token, user.IsBot ? BotIntents : null, capabilities: capabilities);
        return session;
    }

    // Channels come and go: the way in is a channel of its own that nobody sees for long.
    private async Task<string> Invite()
    {
        var door = (await Owner.Post($"/guilds/{Guild}/channels", new { name = "door" })).Ok().Id;
        var code = (await Owner.Post($"/channels/{door}/invites", new { unique = true, max_age = 0 })).Ok()["code"].GetString()!;
        return code;
    }
}
