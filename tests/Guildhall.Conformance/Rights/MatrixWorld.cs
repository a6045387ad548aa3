using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.Testing;

namespace Guildhall.Conformance.Rights;

/// <summary>Eight people around one guild at a time, and the things that operations work on.</summary>
internal sealed class MatrixWorld
{
    /// <summary>The columns of the matrix; those who may least come first, since the last call may end the guild.</summary>
    public static readonly string[] Actors =
        ["outsider", "banned", "timed out", "member", "bot", "moderator", "administrator", "owner"];

    private const Permissions OfModerators =
        Permissions.KickMembers | Permissions.BanMembers | Permissions.ModerateMembers | Permissions.ManageMessages
        | Permissions.ManageNicknames | Permissions.ManageThreads | Permissions.ViewAuditLog | Permissions.MuteMembers
        | Permissions.DeafenMembers | Permissions.MoveMembers | Permissions.PinMessages;

    /// <summary>GATEWAY_PRESENCE_LIMITED, GATEWAY_GUILD_MEMBERS_LIMITED and GATEWAY_MESSAGE_CONTENT_LIMITED.</summary>
    private const int PrivilegedIntents = (1 << 13) | (1 << 15) | (1 << 19);

    private const string UnknownId = "1000000000000000001";

    private readonly Dictionary<string, TestUser> _actors = [];
    private readonly Dictionary<string, string> _ids = [];
    private readonly TestHouse _house;
    private int _victims;
    private string _guild = "";
    private string _general = "";

    private MatrixWorld(TestHouse house) => _house = house;

    /// <summary>The guild of the current operation.</summary>
    public string Guild => _guild;

    /// <summary>A text channel that everybody sees.</summary>
    public string Channel => _general;

    /// <summary>Who calls right now.</summary>
    public TestUser Actor { get; private set; } = null!;

    public TestUser Owner => _actors["owner"];

    /// <summary>An id of the next call's path.</summary>
    public string this[string name]
    {
        get => _ids[name];
        set => _ids[name] = value;
    }

    public static async Task<MatrixWorld> Of(TestHouse house)
    {
        var world = new MatrixWorld(house);
        foreach (var actor in Actors.Where(actor => actor != "bot"))
            world._actors[actor] = await house.Register(actor.Replace(' ', '_'));
        world._actors["bot"] = await house.CreateBot(world.Owner, "few rights");
        return world;
    }

    /// <summary>Calls an operation as each actor in a guild of its own; one word for each: "yes", or the code of the refusal.</summary>
    public async Task<IReadOnlyList<string>> Row(MatrixOperation operation)
    {
        await Settle();
        var cells = new List<string>();
        foreach (var name in Actors)
        {
            Actor = _actors[name];
            (_ids["guild_id"], _ids["channel_id"]) = (_guild, _general);
            var body = await operation.Prepare(this);
            cells.Add(Cell(await Call(Actor, operation, body)));
        }

        await Owner.Delete($"/guilds/{Guild}");
        return cells;
    }

    /// <summary>
    /// Calls an operation as the owner with something wrong in it: no token, each id of the path unknown, a body that is no object,
    /// and each field of the body of a wrong kind. One word for each group of calls.
    /// </summary>
    public async Task<IReadOnlyList<string>> Refusals(MatrixOperation operation)
    {
        await Settle();
        Actor = Owner;
        var body = await Fresh(operation);
        var cells = new List<string> { Cell(await Call(_house.Nobody, operation, body)), "" };
        foreach (var parameter in operation.Parameters)
        {
            body = await Fresh(operation);
            _ids[parameter] = UnknownId;
            cells[1] += $"{(cells[1].Length > 0 ? ", " : "")}{parameter.Replace("_id", "", StringComparison.Ordinal)} {Cell(await Call(Owner, operation, body))}";
        }

        if (body is null or HttpContent)
        {
            cells.AddRange(["", ""]);
        }
        else
        {
            await Fresh(operation);
            cells.Add(Cell(await Call(Owner, operation, "text")));
            cells.Add(await WrongFields(operation));
        }

        await Owner.Delete($"/guilds/{_guild}");
        return cells;
    }

    /// <summary>One who has what everybody has, and sees the channel.</summary>
    public TestUser Member => _actors["member"];

    public TestUser Bot => _actors["bot"];

    public Uri GatewayUrl => _house.GatewayUrl;

    /// <summary>The people who listen in a guild of <see cref="SettleWithBlind"/>.</summary>
    public IReadOnlyList<(string Name, TestUser User)> People => [("owner", Owner), ("member", _actors["member"]), ("blind", _actors["outsider"])];

    /// <summary>Switches the privileged intents of the bot's application on.</summary>
    public async Task LetBotHaveEveryIntent() => (await Owner.Patch($"/applications/{Bot.Id}", new { flags = PrivilegedIntents })).Ok();

    /// <summary>A new guild in which @everyone sees no channel, a role does, and the bot is an administrator.</summary>
    public async Task SettleWithBlind()
    {
        await Settle();
        (await _actors["outsider"].Post($"/invites/{await CreateInvite()}", new { })).Ok();
        await Give("member", PermissionMath.Default);
        await Give("bot", Permissions.Administrator);
        var withoutView = ((ulong)(PermissionMath.Default & ~Permissions.ViewChannel)).ToString(CultureInfo.InvariantCulture);
        (await Owner.Patch($"/guilds/{Guild}/roles/{Guild}", new { permissions = withoutView })).Ok();
    }

    /// <summary>Prepares an operation for the owner; the result calls it.</summary>
    public async Task<Func<Task<Answer>>> Ready(MatrixOperation operation)
    {
        Actor = Owner;
        var body = await Fresh(operation);
        return () => Call(Owner, operation, body);
    }

    public Task EndGuild() => Owner.Delete($"/guilds/{_guild}");

    public async Task<string> CreateChannel(int type = 0, object? more = null) =>
        (await Owner.Post($"/guilds/{Guild}/channels", more ?? new { name = "a-place", type })).Ok().Id;

    public async Task<string> CreateMessage(string? channel = null) =>
        (await Owner.Post($"/channels/{channel ?? Channel}/messages", new { content = "a message" })).Ok().Id;

    public async Task<string> CreateRole(object? more = null) =>
        (await Owner.Post($"/guilds/{Guild}/roles", more ?? new { name = "a role", permissions = "0" })).Ok().Id;

    public async Task<string> CreateInvite() =>
        (await Owner.Post($"/channels/{Channel}/invites", new { unique = true, max_age = 0 })).Ok()["code"].GetString()!;

    /// <summary>A new member of lowest rank; returns its id.</summary>
    public async Task<string> CreateVictim() => (await CreateVictimUser()).Id;

    public async Task<TestUser> CreateVictimUser()
    {
        var victim = await _house.Register($"victim{++_victims}");
        (await victim.Post($"/invites/{await CreateInvite()}", new { })).Ok();
        return victim;
    }

    /// <summary>Somebody with an account who is not in the guild.</summary>
    public Task<TestUser> CreateStranger() => _house.Register($"stranger{++_victims}");

    /// <summary>Does something as the owner that must succeed.</summary>
    public async Task<Answer> Must(HttpMethod method, string path, object? body = null) =>
        (await Owner.Send(method, path, body as HttpContent ?? (body is null ? null : Json(body)))).Ok();

    private async Task<object?> Fresh(MatrixOperation operation)
    {
        _ids["guild_id"] = _guild;
        _ids["channel_id"] = _general;
        return await operation.Prepare(this);
    }

    private async Task<string> WrongFields(MatrixOperation operation)
    {
        HashSet<string> answers = [];
        var names = JsonSerializer.SerializeToNode(await Fresh(operation)) is JsonObject first ? first.Select(field => field.Key).ToArray() : [];
        foreach (var name in names)
        {
            var fields = JsonSerializer.SerializeToNode(await Fresh(operation))!.AsObject();
            fields[name] = fields[name] switch
            {
                JsonObject => 5,
                JsonArray => "text",
                _ => new JsonObject { ["wrong"] = true },
            };
            var cell = Cell(await Call(Owner, operation, fields));
            answers.Add(cell == "50035" ? cell : $"{name} {cell}");
        }

        return string.Join(", ", answers.Order(StringComparer.Ordinal));
    }

    private async Task<Answer> Call(ApiCaller caller, MatrixOperation operation, object? body)
    {
        var path = operation.Template.Split('/').Select(part => part.StartsWith('{') ? _ids[part.Trim('{', '}')] : part);
        var content = body as HttpContent ?? (body is null ? null : Json(body));
        return await caller.Send(new HttpMethod(operation.Method), string.Join('/', path), content);
    }

    private static string Cell(Answer answer) => answer.Status switch
    {
        >= 200 and < 300 => "yes",
        _ when answer.Code != 0 => answer.Code.ToString(CultureInfo.InvariantCulture),
        _ => $"{answer.Status}",
    };

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    private async Task Settle()
    {
        _ids.Clear();
        _guild = (await Owner.Post("/guilds", new { name = "The matrix" })).Ok().Id;
        _ids["guild_id"] = _guild;
        var channels = (await Owner.Get($"/guilds/{Guild}/channels")).Ok();
        _general = channels.Json.EnumerateArray().First(channel => channel.GetProperty("type").GetInt32() == 0).GetProperty("id").GetString()!;
        var invite = await CreateInvite();
        string[] members = ["administrator", "moderator", "member", "timed out", "banned"];
        foreach (var name in members) (await _actors[name].Post($"/invites/{invite}", new { })).Ok();
        var bot = _actors["bot"];
        (await Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = Guild, permissions = "0", authorize = true })).Ok();
        await Give("moderator", OfModerators);
        await Give("administrator", Permissions.Administrator);
        (await Owner.Put($"/guilds/{Guild}/bans/{_actors["banned"].Id}", new { })).Ok();
        var until = _house.Now.AddHours(1).ToString("O", CultureInfo.InvariantCulture);
        (await Owner.Patch($"/guilds/{Guild}/members/{_actors["timed out"].Id}", new { communication_disabled_until = until })).Ok();
    }

    private async Task Give(string actor, Permissions permissions)
    {
        var role = await CreateRole(new { name = actor, permissions = ((ulong)permissions).ToString(CultureInfo.InvariantCulture) });
        (await Owner.Put($"/guilds/{Guild}/members/{_actors[actor].Id}/roles/{role}")).Ok();
        // Above the roles that operations work on, which are made at the bottom.
        (await Owner.Patch($"/guilds/{Guild}/roles", new[] { new { id = role, position = 5 } })).Ok();
    }
}
