using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Guilds;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Community.Guild;

/// <summary>
/// All that a guild is, in memory: read by every decision, changed only through <see cref="GuildTurn"/>, so that a change
/// and its row always go together.
/// </summary>
public sealed class GuildState
{
    public GuildState(GuildSnapshot snapshot)
    {
        Guild = snapshot.Guild with { Features = GuildFeatures.WithGiven(snapshot.Guild.Features) };
        Channels = snapshot.Channels.ToDictionary(channel => channel.Id);
        Threads = snapshot.Threads.ToDictionary(thread => thread.Channel.Id, thread => new GuildThread(thread));
        Roles = snapshot.Roles.ToDictionary(role => role.Id);
        Members = LoadedRows.TableOf(snapshot.Members, new MemberCodec());
        Users = LoadedRows.TableOf(snapshot.Users, ProfileCodec.Only);
        Bans = snapshot.Bans.ToDictionary(ban => ban.User);
        Invites = snapshot.Invites.ToDictionary(invite => invite.Code, StringComparer.Ordinal);
        Emojis = snapshot.Emojis.ToDictionary(emoji => emoji.Id);
        LastSequence = snapshot.LastSequence;
        Documents = new GuildDocuments(snapshot.Documents);
        Alarms = snapshot.Alarms.ToDictionary(alarm => (alarm.Kind, alarm.Id), alarm => alarm.DueAt);
        Private = snapshot.Private is { } stored ? new PrivateState(stored) : null;
    }

    public GuildId Id => Guild.Id;

    /// <summary>What a private channel is more than a guild; null for guilds.</summary>
    public PrivateState? Private { get; }

    /// <summary>True for a direct message or a group, which lives as a guild of its own that nobody sees as one.</summary>
    public bool IsPrivate => Private is not null;

    /// <summary>The guild as the wire names it: null in private channels.</summary>
    public GuildId? ShownId => IsPrivate ? null : Id;

    /// <summary>The guild itself; its Roles and Emojis are empty here, see <see cref="Shown()"/>.</summary>
    public GuildPayload Guild { get; internal set; }

    public Dictionary<ChannelId, ChannelPayload> Channels { get; }

    /// <summary>The active threads, and those archived ones that were looked at lately.</summary>
    public Dictionary<ChannelId, GuildThread> Threads { get; }

    public Dictionary<RoleId, RolePayload> Roles { get; }

    public RowDictionary<UserId, MemberRow> Members { get; }

    /// <summary>Profiles of members and of the banned.</summary>
    public RowDictionary<UserId, UserPayload> Users { get; }

    public Dictionary<UserId, BanRow> Bans { get; }

    public Dictionary<string, InviteRow> Invites { get; }

    public Dictionary<EmojiId, EmojiPayload> Emojis { get; }

    /// <summary>What members show of themselves; those who are not in here are offline.</summary>
    public Dictionary<UserId, PresencePayload> Presences { get; } = [];

    /// <summary>Who is in which voice channel.</summary>
    public VoiceStates.VoiceSeats Voice { get; } = new();

    /// <summary>The records of features that have no dictionary of their own here.</summary>
    public GuildDocuments Documents { get; }

    /// <summary>When each alarm is due.</summary>
    public Dictionary<(string Kind, ulong Id), DateTimeOffset> Alarms { get; }

    /// <summary>The sequence number of the last log entry.</summary>
    public long LastSequence { get; internal set; }

    /// <summary>A channel, or a thread that is in memory; null when there is none.</summary>
    public ChannelPayload? FindChannel(ChannelId id) =>
        Channels.TryGetValue(id, out var channel) ? channel : Threads.TryGetValue(id, out var thread) ? thread.Channel : null;

    public IEnumerable<GuildThread> ActiveThreads => Threads.Values.Where(thread => !thread.IsArchived);

    public RoleId EveryoneRole => new(Guild.Id.Value);

    /// <summary>The guild as REST and GUILD_UPDATE show it; who made its emojis is told only where they are listed.</summary>
    public GuildPayload Shown() => Guild with
    {
        Roles = [.. Roles.Values.OrderBy(role => role.Position).ThenBy(role => role.Id.Number)],
        Emojis = [.. Emojis.Values.Select(emoji => emoji with { User = null })],
        Stickers = Community.Stickers.StickerRules.Of(this),
    };

    /// <summary>A member as the wire shows it; null when there is no such member, and in private channels.</summary>
    public MemberPayload? ShownMember(UserId user, bool withUser = true) =>
        !IsPrivate && Members.TryGetValue(user, out var member) ? Shown(member, withUser) : null;

    public MemberPayload Shown(MemberRow member, bool withUser = true) => new()
    {
        User = withUser ? Users.GetValueOrDefault(member.User) ?? DeletedUser(member.User) : null,
        Nick = member.Nick,
        Avatar = member.Avatar,
        Banner = member.Banner,
        Roles = member.Roles,
        JoinedAt = member.JoinedAt,
        Flags = member.Flags,
        Mute = member.Mute,
        Deaf = member.Deaf,
        CommunicationDisabledUntil = member.TimedOutUntil,
        PremiumSince = member.PremiumSince,
        Pending = member.Pending,
    };

    /// <summary>What a member shows of itself, also when it is offline.</summary>
    public PresencePayload ShownPresence(UserId user) =>
        Presences.GetValueOrDefault(user) ?? new PresencePayload { User = new PresenceUserPayload(user) };

    /// <summary>What stands for a user whose account is gone.</summary>
    public static UserPayload DeletedUser(UserId user) => new() { Id = user, Username = "deleted_user" };
}
