using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>
/// Looks up what an interaction names, within the guild's turn and with the eyes of who invoked it: a channel that this member may not view
/// is unknown, and so is a message whose history it may not read. Changes nothing.
/// </summary>
public static class Resolving
{
    /// <summary>The named things by id; null when nothing is named. Fails with Unknown … for the first that is not there.</summary>
    /// <param name="turn">The guild's turn, or a private channel's.</param>
    /// <param name="entered">Where the interaction happens, and who invoked it.</param>
    /// <param name="named">What was named.</param>
    public static async ValueTask<Result<ResolvedPayload?>> Of(GuildTurn turn, EnteredChannel entered, NamedIds named)
    {
        if (named.IsEmpty) return new Result<ResolvedPayload?>((ResolvedPayload?)null);
        var guild = turn.State;
        var roles = new Dictionary<string, RolePayload>();
        var wanted = new HashSet<UserId>(named.Users);
        foreach (var id in named.Mentionables)
        {
            if (!guild.IsPrivate && guild.Roles.TryGetValue(new RoleId(id), out var role)) roles[id.ToString()] = role;
            else wanted.Add(new UserId(id));
        }

        foreach (var id in named.Roles)
        {
            if (guild.IsPrivate || !guild.Roles.TryGetValue(id, out var role)) return new Failure.UnknownRole();
            roles[id.ToString()] = role;
        }

        var users = await Users(turn, wanted);
        if (!users.IsOk) return users.Failure;
        var channels = Channels(turn, entered, named);
        if (!channels.IsOk) return channels.Failure;
        var messages = await Messages(turn, entered, named.Messages);
        if (!messages.IsOk) return messages.Failure;
        return new ResolvedPayload
        {
            Users = OrNone(users.Value!),
            Members = OrNone(Members(turn, entered, wanted)),
            Roles = OrNone(roles),
            Channels = OrNone(channels.Value!),
            Messages = OrNone(messages.Value!),
            Attachments = OrNone(Attachments(turn, entered, named.Attachments)),
        };
    }

    private static Dictionary<string, T>? OrNone<T>(Dictionary<string, T> found) => found.Count == 0 ? null : found;

    // Those of the guild are in memory; others are asked of the house.
    private static async ValueTask<Result<Dictionary<string, UserPayload>>> Users(GuildTurn turn, HashSet<UserId> wanted)
    {
        var found = new Dictionary<string, UserPayload>(wanted.Count);
        foreach (var id in wanted)
        {
            var user = turn.State.Users.GetValueOrDefault(id) ?? await turn.Services.Directory.Find(id, CancellationToken.None);
            if (user is null) return new Failure.UnknownUser();
            found[id.ToString()] = user;
        }

        return found;
    }

    private static Dictionary<string, ResolvedMemberPayload> Members(GuildTurn turn, EnteredChannel entered, HashSet<UserId> wanted)
    {
        var found = new Dictionary<string, ResolvedMemberPayload>();
        foreach (var id in wanted)
        {
            if (turn.State.ShownMember(id, withUser: false) is not { } shown) continue;
            found[id.ToString()] = ResolvedMemberPayload.Of(shown, turn.State.PermissionsIn(entered.Channel, turn.State.Members[id], turn.Now));
        }

        return found;
    }

    private static Result<Dictionary<string, ResolvedChannelPayload>> Channels(GuildTurn turn, EnteredChannel entered, NamedIds named)
    {
        var found = new Dictionary<string, ResolvedChannelPayload>();
        foreach (var id in named.Channels)
        {
            if (turn.State.IsPrivate || turn.State.FindChannel(id) is not { } channel || !turn.State.MayView(channel, entered.Member))
                return new Failure.UnknownChannel();
            if (named.ChannelDemands.Any(demand => demand.Channel == id && !demand.Types.Contains(channel.Type))) return new Failure.CannotExecuteOnChannelType();
            found[id.ToString()] = ResolvedChannelPayload.Of(channel, turn.GuildId, turn.State.PermissionsIn(channel, entered.Member, turn.Now));
        }

        return found;
    }

    private static async ValueTask<Result<Dictionary<string, MessagePayload>>> Messages(GuildTurn turn, EnteredChannel entered, IReadOnlyList<MessageId> wanted)
    {
        var found = new Dictionary<string, MessagePayload>();
        foreach (var id in wanted)
        {
            if (!entered.Has(Permissions.ReadMessageHistory) || await turn.Logs.Find(turn, entered.Channel.Id, id) is not { } message)
                return new Failure.UnknownMessage();
            var answered = MessageComposer.Answered(message) is { } target ? await turn.Logs.Find(turn, entered.Channel.Id, target) : null;
            found[id.ToString()] = await MessageComposer.Compose(turn, message, answered);
        }

        return found;
    }

    private static Dictionary<string, AttachmentPayload> Attachments(GuildTurn turn, EnteredChannel entered, IReadOnlyList<AttachmentPayload> files)
    {
        var publicUrl = turn.Services.PublicUrl();
        return files.ToDictionary(file => file.Id.ToString(), file =>
        {
            var url = MessageComposer.UrlOf(publicUrl, entered.Channel.Id, file);
            return file with { Url = url, ProxyUrl = url };
        });
    }
}
