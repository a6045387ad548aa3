using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guilds;

/// <summary>POST /guilds: creates a guild with a text category and a #general channel; the caller is its owner.</summary>
public static class CreateGuild
{
    public static void Map(ApiRoutes api) => api.Post("/guilds", Handle, RouteOptions.Per(10, 60));

    public sealed record Command(UserPayload Owner, string Name, string? Icon, ChannelId Category, ChannelId General) : IGuildCommand<GuildPayload>, IGuildGenesis
    {
        public ValueTask<Result<GuildPayload>> Run(GuildTurn turn)
        {
            var everyone = new RolePayload { Id = new RoleId(turn.GuildId.Value), Name = "@everyone", Permissions = PermissionMath.Default };
            var guild = new GuildPayload { Id = turn.GuildId, Name = Name, OwnerId = Owner.Id, Icon = Icon, SystemChannelId = General };
            turn.Begin(new GuildState(new GuildSnapshot
            {
                Guild = guild,
                Channels = [],
                Roles = [],
                Members = [],
                Users = [Owner],
                Bans = [],
                Invites = [],
                Emojis = [],
                Nonces = [],
                LastSequence = 0,
            }));
            turn.Put(guild);
            turn.Put(everyone);
            turn.Put(new MemberRow { User = Owner.Id, JoinedAt = turn.Now });
            turn.Put(new ChannelPayload { Id = Category, Type = ChannelType.GuildCategory, GuildId = turn.GuildId, Name = "Text Channels" });
            turn.Put(new ChannelPayload { Id = General, Type = ChannelType.GuildText, GuildId = turn.GuildId, Name = "general", ParentId = Category });
            turn.Log("GUILD_CREATE", LogFacts.Guild(turn.GuildId));
            turn.TellUserActor(Owner.Id, new GuildJoined(turn.GuildId));
            return ValueTask.FromResult(new Result<GuildPayload>(turn.State.Shown()));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var form = await request.ReadForm(Limits.ImageBytes * 2);
        if (!form.IsOk) return form.Failure;
        var name = form.Value!.RequiredText("name", Limits.GuildNameMin, Limits.GuildNameMax);
        var house = request.House;
        var guildId = new GuildId(house.Ids.Next());
        var icon = await ImageField.Read(form.Value, "icon", $"icons/{guildId}", Limits.ImageBytes, house, request.Cancel);
        if (form.Value.Failure is { } invalid) return invalid;
        if (await house.GuildRows.CountGuildsOfUser(request.Caller.User, request.Cancel) >= Limits.GuildsPerUser)
            return new Failure.TooManyGuilds(Limits.GuildsPerUser);
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } owner) return new Failure.Unauthorized();
        var command = new Command(owner, name, icon.Value, new ChannelId(house.Ids.Next()), new ChannelId(house.Ids.Next()));
        return ApiAnswer.Of(await house.Guilds.Ask(guildId, command, request.Cancel), PayloadJson.Default.GuildPayload, 201);
    }
}
