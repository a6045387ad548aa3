using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Incidents;

/// <summary>
/// PUT /guilds/{guild_id}/incident-actions: stops invites or direct messages between members for at most a day, for those who manage
/// the guild. An alarm ends it.
/// </summary>
public static class IncidentActions
{
    /// <summary>The one alarm of a guild: when the next of its stops ends.</summary>
    private const ulong TheOne = 0;

    internal static readonly AlarmKind Alarm = new("incident_actions", End);

    public static void Map(ApiRoutes api) => api.Put("/guilds/{guild_id}/incident-actions", Handle, RouteOptions.Per(5, 10));

    /// <summary>Until when each stops; null to go on at once, absent to leave it.</summary>
    public sealed record Command(Optional<DateTimeOffset?> Invites, Optional<DateTimeOffset?> Dms, Caller Caller) : IGuildCommand<IncidentsPayload>
    {
        public ValueTask<Result<IncidentsPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IncidentsPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = turn.State.Guild.IncidentsData ?? new IncidentsPayload();
            var after = before with { InvitesDisabledUntil = Invites.Or(before.InvitesDisabledUntil), DmsDisabledUntil = Dms.Or(before.DmsDisabledUntil) };
            if (after == before) return before;
            Put(turn, after);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(
                AuditChange.Of<object>("invites_disabled_until", before.InvitesDisabledUntil, after.InvitesDisabledUntil),
                AuditChange.Of<object>("dms_disabled_until", before.DmsDisabledUntil, after.DmsDisabledUntil)));
            return after;
        }
    }

    /// <summary>True while nobody may join by an invite.</summary>
    internal static bool StopsInvites(GuildPayload guild, DateTimeOffset now) => guild.IncidentsData?.InvitesDisabledUntil > now;

    private static void Put(GuildTurn turn, IncidentsPayload incidents)
    {
        DateTimeOffset?[] ends = [incidents.InvitesDisabledUntil, incidents.DmsDisabledUntil];
        turn.Put(turn.State.Guild with { IncidentsData = Array.TrueForAll(ends, end => end is null) ? null : incidents });
        turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
        turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);
        if (ends.Min() is { } next) turn.SetAlarm(Alarm, TheOne, next);
        else turn.ClearAlarm(Alarm, TheOne);
    }

    private static ValueTask End(GuildTurn turn, ulong id)
    {
        if (turn.State.Guild.IncidentsData is not { } incidents) return ValueTask.CompletedTask;
        Put(turn, incidents with
        {
            InvitesDisabledUntil = incidents.InvitesDisabledUntil > turn.Now ? incidents.InvitesDisabledUntil : null,
            DmsDisabledUntil = incidents.DmsDisabledUntil > turn.Now ? incidents.DmsDisabledUntil : null,
        });
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var now = request.House.Time.GetUtcNow();
        var command = new Command(Until(form, "invites_disabled_until", now), Until(form, "dms_disabled_until", now), request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), PayloadJson.Default.IncidentsPayload);
    }

    // A moment that is over already means the same as none.
    private static Optional<DateTimeOffset?> Until(Form form, string name, DateTimeOffset now)
    {
        var until = form.Moment(name);
        if (until.Value > now.AddHours(Limits.IncidentActionsMaxHours).AddMinutes(1))
            form.Error(name, "DATE_TIME_TYPE_MAX", $"May be {Limits.IncidentActionsMaxHours} hours ahead at most.");
        return until.Value <= now ? new Optional<DateTimeOffset?>(true, null) : until;
    }
}
