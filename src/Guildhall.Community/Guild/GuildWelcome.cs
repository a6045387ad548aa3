using System.Buffers;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>
/// GUILD_CREATE: the guild as one session may see it. A guild with more members than the session's threshold comes without its
/// offline members, and to people's sessions with nobody but themselves and those in voice: they open the member list. Sessions without
/// the presence intent get only themselves (as documented), the rest come on request (op 8).
/// What sessions with the same view have in common is encoded once and shared until the guild changes, so that ten thousand
/// arrivals hold one copy; the receiver's own membership follows as the suffix.
/// </summary>
internal sealed class GuildWelcome
{
    /// <summary>Encodings kept; views are few, and a change of the guild drops them.</summary>
    private const int Capacity = 64;

    private readonly Dictionary<Kind, Shared> _shared = [];

    /// <summary>Forgets what is encoded: something that every receiver sees has changed.</summary>
    public void Changed() => _shared.Clear();

    /// <summary>Forgets what shows presences.</summary>
    public void PresencesChanged()
    {
        foreach (var kind in _shared.Keys)
        {
            if (kind.ShowsPresences) _shared.Remove(kind);
        }
    }

    public RelayEvent For(GuildState guild, ConnectedSession session, MemberRow member, ChannelView view)
    {
        var own = OwnThreads(guild, member.User, view);
        var kind = new Kind(view, session.Intents.HasFlag(Intents.GuildPresences), guild.Members.Count > session.LargeThreshold, own.Count > 0, session.IsBot);
        if (!_shared.TryGetValue(kind, out var shared))
        {
            if (_shared.Count >= Capacity) _shared.Clear();
            _shared[kind] = shared = Encode(guild, kind);
        }

        return new RelayEvent(DispatchCatalogue.GuildCreate.Name, DispatchCatalogue.GuildCreate.AnyOf, shared.Body)
        {
            Suffix = Rest(guild, member, shared.Members, own),
        };
    }

    private static Shared Encode(GuildState guild, Kind kind)
    {
        var members = MembersFor(guild, kind);
        var payload = new GuildCreatePayload(guild.Shown())
        {
            Large = kind.IsLarge,
            MemberCount = guild.Members.Count,
            Channels = [.. kind.View.Channels.Select(id => guild.Channels[id])],
            SoundboardSounds = Soundboard.SoundRules.Of(guild),
            VoiceStates = [.. guild.Voice.All.Where(seat => kind.View.Contains(seat.Channel)).Select(seat => seat.Shown(guild, inEvent: false))],
            StageInstances = [.. guild.Documents.Of(StageInstances.StageChanges.Kind).Values.Where(stage => kind.View.Contains(stage.ChannelId))],
            GuildScheduledEvents =
            [
                .. ScheduledEvents.EventRecord.Open(guild)
                    .Select(record => record.Event)
                    .Where(shown => shown.ChannelId is not { } channel || kind.View.Contains(channel)),
            ],
            Threads = kind.HasOwnThreads
                ? null
                : [.. guild.ActiveThreads.Where(thread => !thread.IsPrivate && kind.View.Contains(thread.Parent)).Select(thread => thread.Channel)],
            Presences = kind.ShowsPresences
                ? [.. members.Where(row => guild.Presences.ContainsKey(row.User)).Select(row => guild.Presences[row.User] with { GuildId = guild.Id })]
                : [],
        };
        var body = new ArrayBufferWriter<byte>(4_096);
        var head = JsonSerializer.SerializeToUtf8Bytes(payload, PayloadJson.Default.GuildCreatePayload);
        body.Write(head.AsSpan(0, head.Length - 1));
        body.Write(",\"members\":["u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0) body.Write(","u8);
            body.Write(JsonSerializer.SerializeToUtf8Bytes(guild.Shown(members[i]), PayloadJson.Default.MemberPayload));
        }

        return new Shared(body.WrittenSpan.ToArray(), members.Select(row => row.User).ToHashSet());
    }

    // All the threads it sees, for a receiver who has joined one or sees private ones; none for the many whose threads are the shared ones.
    private static List<ChannelPayload> OwnThreads(GuildState guild, UserId user, ChannelView view)
    {
        var isOwn = false;
        List<ChannelPayload> seen = [];
        foreach (var thread in guild.ActiveThreads)
        {
            if (!Threads.ThreadListSync.IsSeen(thread, user, view)) continue;
            isOwn |= thread.IsPrivate || thread.Members.ContainsKey(user);
            seen.Add(thread.ShownTo(user));
        }

        return isOwn ? seen : [];
    }

    // The receiver's own membership when it is not among the shared ones, the end of the list, and when the receiver joined.
    private static byte[] Rest(GuildState guild, MemberRow member, HashSet<UserId> shared, List<ChannelPayload> threads)
    {
        var rest = new ArrayBufferWriter<byte>(512);
        if (!shared.Contains(member.User))
        {
            if (shared.Count > 0) rest.Write(","u8);
            rest.Write(JsonSerializer.SerializeToUtf8Bytes(guild.Shown(member), PayloadJson.Default.MemberPayload));
        }

        rest.Write("]"u8);
        if (threads.Count > 0)
        {
            rest.Write(",\"threads\":"u8);
            rest.Write(JsonSerializer.SerializeToUtf8Bytes(threads, PayloadJson.Default.IReadOnlyListChannelPayload));
        }

        rest.Write(",\"joined_at\":"u8);
        rest.Write(TimestampConverter.ToUtf8Json(member.JoinedAt));
        rest.Write("}"u8);
        return rest.WrittenSpan.ToArray();
    }

    private static IReadOnlyList<MemberRow> MembersFor(GuildState guild, Kind kind)
    {
        if (!kind.WithPresences) return [];
        if (!kind.IsLarge) return [.. guild.Members.Values];
        // People's clients ask for the rest when they show it; those in voice are shown beside the channels.
        if (!kind.IsBot) return [.. guild.Voice.All.Where(seat => kind.View.Contains(seat.Channel) && guild.Members.ContainsKey(seat.User)).Select(seat => guild.Members[seat.User])];
        return
        [
            .. guild.Presences.Keys
                .Where(guild.Members.ContainsKey)
                .Take(Limits.MembersInLargeGuildCreate - 1)
                .Select(user => guild.Members[user]),
        ];
    }

    private sealed record Kind(ChannelView View, bool WithPresences, bool IsLarge, bool HasOwnThreads, bool IsBot)
    {
        public bool ShowsPresences => WithPresences && (IsBot || !IsLarge);
    }

    private sealed record Shared(byte[] Body, HashSet<UserId> Members);
}
