using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Retention;

/// <summary>
/// PATCH /guilds/{guild_id}/retention: sets how long the guild keeps its messages. For the owner and administrators, since it deletes what all others
/// said. Nothing is deleted within the first hour after a change.
/// </summary>
public static class UpdateRetention
{
    /// <summary>How long a new policy rests, so that a slip can be taken back.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/retention", Handle, RouteOptions.Per(5, 60));

    public sealed record Command(Optional<int?> Days, Optional<bool> KeepPinned, Optional<IReadOnlyList<ChannelRetention>> Channels, Caller Caller)
        : IGuildCommand<RetentionPolicy>
    {
        public ValueTask<Result<RetentionPolicy>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<RetentionPolicy> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.Administrator, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Unknown(turn.State) is { } unknown) return unknown;
            var before = RetentionPolicy.Of(turn.State);
            var after = before with
            {
                Days = Days.Or(before.Days),
                KeepPinned = KeepPinned.Or(before.KeepPinned),
                // Rules of channels that are gone go with the next change.
                Channels = Channels.IsPresent ? Channels.Value : [.. before.Channels.Where(rule => turn.State.Channels.ContainsKey(rule.ChannelId))],
            };
            after = after with { EffectiveAt = after.DeletesAnything ? turn.Now + Rest : null };
            turn.Put(RetentionPolicy.Kind, turn.GuildId.Number, after);
            if (after.EffectiveAt is { } begin) turn.SetAlarm(RetentionAlarm.Kind, turn.GuildId.Number, begin);
            else turn.ClearAlarm(RetentionAlarm.Kind, turn.GuildId.Number);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), Changes(before, after));
            return after;
        }

        private Failure.InvalidForm? Unknown(GuildState guild)
        {
            if (!Channels.IsPresent) return null;
            List<FieldError> errors = [];
            for (var i = 0; i < Channels.Value.Count; i++)
            {
                var id = Channels.Value[i].ChannelId;
                if (!guild.Channels.ContainsKey(id)) errors.Add(new($"channels.{i}.channel_id", "CHANNEL_NOT_FOUND", "Channel is not in this guild."));
                else if (Channels.Value.Take(i).Any(other => other.ChannelId == id)) errors.Add(new($"channels.{i}.channel_id", "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value"));
            }

            return errors.Count > 0 ? new Failure.InvalidForm(errors) : null;
        }

        private static IReadOnlyList<AuditChange> Changes(RetentionPolicy before, RetentionPolicy after) => AuditChange.List(
            AuditChange.Of("retention_days", before.Days, after.Days),
            AuditChange.Of("retention_keep_pinned", before.KeepPinned, after.KeepPinned),
            AuditChange.Of("retention_channels", Told(before), Told(after)));

        private static string Told(RetentionPolicy policy) =>
            string.Join(", ", policy.Channels.Select(rule => $"{rule.ChannelId}: {rule.Days?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "kept"}"));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var command = new Command(
            form.NullableInt("days", 1, RetentionPolicy.MostDays), form.Flag("keep_pinned"), ReadChannels(form), request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), RetentionJson.Default.RetentionPolicy);
    }

    private static Optional<IReadOnlyList<ChannelRetention>> ReadChannels(Form form)
    {
        if (form.Parts("channels", Limits.ChannelsPerGuild) is not { } parts) return default;
        List<ChannelRetention> rules = [];
        foreach (var part in parts)
        {
            var id = part.Id<ChannelId>("channel_id");
            var days = part.NullableInt("days", 1, RetentionPolicy.MostDays);
            if (id.Value is null) part.Required("channel_id");
            else if (!days.IsPresent) part.Required("days");
            else rules.Add(new ChannelRetention(id.Value.Value, days.Value));
        }

        return rules;
    }
}
