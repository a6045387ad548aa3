using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Invites;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Vanity;

/// <summary>
/// GET and PATCH /guilds/{guild_id}/vanity-url: an invite of the guild's own choosing that never ends. No other guild may have it, nor may
/// an invite be called so; capitals make no difference.
/// </summary>
public static class VanityUrl
{
    private const int CodeMin = 2;
    private const int CodeMax = 25;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/vanity-url", HandleGet);
        api.Patch("/guilds/{guild_id}/vanity-url", HandlePatch, RouteOptions.Per(5, 60));
    }

    public sealed record Get(Caller Caller) : IGuildCommand<VanityPayload>
    {
        public ValueTask<Result<VanityPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            return ValueTask.FromResult<Result<VanityPayload>>(entry.IsOk ? VanityDocuments.Of(turn.State) ?? new VanityPayload(null, 0) : entry.Failure);
        }
    }

    /// <summary>Null takes the address away.</summary>
    public sealed record Patch(string? Code, Caller Caller) : IGuildCommand<VanityPayload>
    {
        public ValueTask<Result<VanityPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<VanityPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = VanityDocuments.Of(guild);
            if (before?.Code == Code) return before ?? new VanityPayload(null, 0);
            var after = new VanityPayload(Code, 0);
            if (Code is null) turn.Remove(VanityDocuments.Kind, guild.Id.Number);
            else turn.Put(VanityDocuments.Kind, guild.Id.Number, after);
            turn.Put(guild.Guild with { VanityUrlCode = Code });
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildUpdate, guild.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(AuditChange.Of("vanity_url_code", before?.Code, Code)));
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Get(request.Caller), request.Cancel), VanityJson.Default.VanityPayload);
    }

    private static async ValueTask<ApiAnswer> HandlePatch(ApiRequest request)
    {
        var house = request.House;
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (!form.Has("code")) form.Required("code");
        var code = form.NullableText("code", 0, CodeMax).Value;
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        if (string.IsNullOrEmpty(code)) code = null;
        var allowed = await house.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageGuild, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        if (code is not null && !(code.Length >= CodeMin && InviteCode.MayBeVanity(code))) return new Failure.InviteCodeTaken();
        // Held until it is stored, so that two guilds that want it at the same time do not both get so far.
        using var claim = code is null ? null : house.Accounts.Names.TryClaim("vanity:" + code);
        if (code is not null && (claim is null || await IsTaken(house, guild, code, request.Cancel))) return new Failure.InviteCodeTaken();
        return ApiAnswer.Of(await house.Guilds.Ask(guild, new Patch(code, request.Caller), CancellationToken.None), VanityJson.Default.VanityPayload);
    }

    private static async ValueTask<bool> IsTaken(CommunityServices house, GuildId guild, string code, CancellationToken cancel) =>
        await house.GuildRows.GuildOfInvite(code, cancel) is not null
        || (await house.GuildRows.FindDocument(VanityDocuments.Kind.Name, VanityDocuments.KeyOf(code), cancel) is { } place && place.Guild != guild);
}

/// <summary>A guild's own invite address and how often it was used: on the wire, and as it is stored.</summary>
public sealed record VanityPayload([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code, int Uses);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VanityPayload))]
internal sealed partial class VanityJson : JsonSerializerContext;

/// <summary>The one record of a guild's vanity address; its id is the guild's, its second name the code in small letters.</summary>
internal static class VanityDocuments
{
    public static readonly GuildDocumentKind<VanityPayload> Kind = new("vanity", VanityJson.Default.VanityPayload, vanity => vanity.Code is null ? null : KeyOf(vanity.Code));

    public static string KeyOf(string code) => code.ToLowerInvariant();

    public static VanityPayload? Of(GuildState guild) => guild.Documents.Find(Kind, guild.Id.Number);
}
