using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Guilds;

/// <summary>POST /guilds/{guild_id}/mfa: the owner, who has a second factor, asks it of those who moderate (level 1) or no longer (0).</summary>
public static class GuildMfa
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/mfa", Handle, RouteOptions.Per(5, 30) with { PeopleOnly = true });

    public sealed record Command(int Level, Caller Caller) : IGuildCommand<GuildMfaPayload>
    {
        public ValueTask<Result<GuildMfaPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<GuildMfaPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!entry.Value!.IsOwner) return new Failure.MissingPermissions();
            if (!Caller.HasMfa) return new Failure.MfaRequired();
            var before = turn.State.Guild;
            if (before.MfaLevel == Level) return new GuildMfaPayload(Level);
            turn.Put(before with { MfaLevel = Level });
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(AuditChange.Of("mfa_level", (object)before.MfaLevel, Level)));
            return new GuildMfaPayload(Level);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var level = read.Value!.Int("level", int.MinValue, int.MaxValue);
        if (!level.IsPresent) read.Value.Required("level");
        if ((request.Failure ?? read.Value.Failure) is { } invalid) return invalid;
        if (level.Value is not (0 or 1)) return new Failure.InvalidMfaLevel();
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(level.Value, request.Caller), request.Cancel), GuildMfaJson.Default.GuildMfaPayload);
    }
}

/// <summary>The level that a guild asks for.</summary>
public sealed record GuildMfaPayload(int Level);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GuildMfaPayload))]
internal sealed partial class GuildMfaJson : JsonSerializerContext;
