using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>
/// Unread mentions of roles and @everyone: counted when somebody comes, from what the last days have said, instead of for every
/// member when they are said.
/// </summary>
public static class MassMentions
{
    /// <summary>Mentions looked at for one session.</summary>
    private const int Looked = 2_000;

    /// <summary>Of some channels, those that somebody may see.</summary>
    public sealed record Visible(IReadOnlyList<ChannelId> Channels, Caller Caller) : IGuildCommand<IReadOnlyList<ChannelId>>
    {
        public ValueTask<Result<IReadOnlyList<ChannelId>>> Run(GuildTurn turn) =>
            ValueTask.FromResult(new Result<IReadOnlyList<ChannelId>>(
                [.. Channels.Where(channel => turn.State.Enter(channel, Caller, Permissions.ReadMessageHistory, turn.Now).IsOk)]));
    }

    /// <summary>The read states of a user with all that it has not read.</summary>
    public static async ValueTask<IReadOnlyList<ReadStateRow>> Count(CommunityServices house, SessionOpened opened, CancellationToken cancel)
    {
        var user = opened.User.Profile.Id;
        var said = await house.UserRows.Mentions(user, new MentionFilter(null, null, Direct: false, Roles: true, Everyone: true, Looked), cancel);
        if (said.Count == 0) return opened.ReadStates;
        var states = opened.ReadStates.ToDictionary(state => state.Channel);
        var settings = opened.GuildSettings.ToDictionary(guild => guild.GuildId ?? default);
        var unread = said
            .Where(mention => mention.Message.Number > (states.GetValueOrDefault(mention.Channel)?.LastRead.Number ?? 0))
            .Where(mention => !IsSuppressed(settings.GetValueOrDefault(mention.Guild), mention.Kind))
            .Where(mention => !opened.Relations.Any(row => row.Other == mention.Author && (row.Type == RelationType.Blocked || row.IsIgnored)))
            .GroupBy(mention => mention.Guild);
        foreach (var guild in unread)
        {
            var visible = await VisibleOf(house, guild.Key, guild.Select(mention => mention.Channel), user, cancel);
            foreach (var channel in guild.GroupBy(mention => mention.Channel).Where(channel => visible.Contains(channel.Key)))
            {
                var state = states.GetValueOrDefault(channel.Key) ?? new ReadStateRow(channel.Key, default, 0);
                states[channel.Key] = state with { MentionCount = state.MentionCount + channel.Count() };
            }
        }

        return [.. states.Values];
    }

    private static bool IsSuppressed(UserGuildSettingsPayload? settings, MentionKind kind) =>
        settings is not null && (kind == MentionKind.Everyone ? settings.SuppressEveryone : settings.SuppressRoles);

    internal static async ValueTask<IReadOnlyCollection<ChannelId>> VisibleOf(
        CommunityServices house, GuildId guild, IEnumerable<ChannelId> channels, UserId user, CancellationToken cancel)
    {
        var visible = await house.Guilds.Ask(guild, new Visible([.. channels.Distinct()], new Caller(user, false)), cancel);
        return visible.IsOk ? visible.Value!.ToHashSet() : [];
    }
}
