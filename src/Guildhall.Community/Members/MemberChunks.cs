using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>Sends GUILD_MEMBERS_CHUNK to the session that asked.</summary>
public sealed record MemberChunks(SessionRef Session, bool WithPresences, string? Nonce)
{
    /// <summary>The one chunk of a short answer.</summary>
    public void SendOnly(GuildTurn turn, IReadOnlyList<MemberRow> members, IReadOnlyList<UserId> notFound) => Send(turn, members, notFound, 0, 1);

    public void Send(GuildTurn turn, IReadOnlyList<MemberRow> members, IReadOnlyList<UserId> notFound, int index, int count)
    {
        var state = turn.State;
        var payload = new MembersChunkPayload(turn.GuildId, [.. members.Select(member => state.Shown(member))], index, count)
        {
            NotFound = notFound.Count == 0 ? null : notFound,
            Presences = WithPresences
                ? [.. members.Where(member => state.Presences.ContainsKey(member.User)).Select(member => state.Presences[member.User] with { GuildId = turn.GuildId })]
                : null,
            Nonce = Nonce,
        };
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.GuildMembersChunk, payload, MemberJson.Default.MembersChunkPayload);
        turn.Effect(cancel => turn.Services.Relay.Send([Session], dispatch, cancel));
    }

    /// <summary>The members with the lowest ids above one, in order.</summary>
    public static IReadOnlyList<MemberRow> Next(GuildState guild, UserId after, int count)
    {
        var nearest = new PriorityQueue<UserId, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        foreach (var user in guild.Members.Keys)
        {
            if (user.Number <= after.Number) continue;
            if (nearest.Count < count) nearest.Enqueue(user, user.Number);
            else nearest.EnqueueDequeue(user, user.Number);
        }

        return [.. nearest.UnorderedItems.OrderBy(item => item.Priority).Select(item => guild.Members[item.Element])];
    }
}
