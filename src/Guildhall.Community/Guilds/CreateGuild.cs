using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guilds;

/// <summary>POST /guilds: creates a guild; the caller is its owner and first member.</summary>
public static class CreateGuild
{
    public static void Map(ApiRoutes api) => api.Post("/guilds", Handle, RouteOptions.Per(10, 60));

    public sealed record Command(UserPayload Owner, GuildPlan Plan) : IGuildCommand<GuildPayload>, IGuildGenesis
    {
        public ValueTask<Result<GuildPayload>> Run(GuildTurn turn)
        {
            turn.Begin(new GuildState(new GuildSnapshot
            {
                Guild = Plan.Guild,
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
            turn.Put(Plan.Guild);
            foreach (var role in Plan.Roles) turn.Put(role);
            turn.Put(new MemberRow { User = Owner.Id, JoinedAt = turn.Now });
            foreach (var channel in Plan.Channels) turn.Put(channel);
            turn.Log("GUILD_CREATE", LogFacts.Guild(turn.GuildId));
            turn.TellUserActor(Owner.Id, new GuildJoined(turn.GuildId));
            return ValueTask.FromResult(new Result<GuildPayload>(turn.State.Shown()));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var form = await request.ReadForm(Limits.ImageBytes * 3);
        if (!form.IsOk) return form.Failure;
        var house = request.House;
        var guildId = new GuildId(house.Ids.Next());
        var plan = await GuildPlan.Read(form.Value!, guildId, request.Caller.User, house, request.Cancel);
        if (form.Value!.Failure is { } invalid) return invalid;
        if (await house.GuildRows.CountGuildsOfUser(request.Caller.User, request.Cancel) >= Limits.GuildsPerUser)
            return new Failure.TooManyGuilds(Limits.GuildsPerUser);
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } owner) return new Failure.Unauthorized();
        return ApiAnswer.Of(await house.Guilds.Ask(guildId, new Command(owner, plan), request.Cancel), PayloadJson.Default.GuildPayload, 201);
    }
}
