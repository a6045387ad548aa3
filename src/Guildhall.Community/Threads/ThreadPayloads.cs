using System.Text.Json.Serialization;

namespace Guildhall.Community.Threads;

/// <summary>THREAD_DELETE.</summary>
public sealed record ThreadDeletedPayload(ChannelId Id, GuildId GuildId, ChannelId ParentId, ChannelType Type);

/// <summary>THREAD_LIST_SYNC: all the active threads of some channels, with the receiver's memberships.</summary>
public sealed record ThreadListPayload(
    GuildId GuildId, IReadOnlyList<ChannelId> ChannelIds, IReadOnlyList<ChannelPayload> Threads, IReadOnlyList<ThreadMemberPayload> Members);

/// <summary>THREAD_MEMBERS_UPDATE.</summary>
public sealed record ThreadMembersPayload(ChannelId Id, GuildId GuildId, int MemberCount)
{
    public IReadOnlyList<ThreadMemberAddedPayload>? AddedMembers { get; init; }

    public IReadOnlyList<UserId>? RemovedMemberIds { get; init; }
}

/// <summary>Somebody who joined, with what the guild shows of it.</summary>
public sealed record ThreadMemberAddedPayload
{
    public required ChannelId Id { get; init; }

    public required UserId UserId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset JoinTimestamp { get; init; }

    public int Flags { get; init; }

    public MemberPayload? Member { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PresencePayload? Presence { get; init; }
}

/// <summary>THREAD_MEMBER_UPDATE, for the member itself.</summary>
public sealed record OwnThreadMemberPayload
{
    public required ChannelId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required UserId UserId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset JoinTimestamp { get; init; }

    public int Flags { get; init; }

    public bool Muted { get; init; }
}

/// <summary>A list of threads with the caller's memberships of them.</summary>
public sealed record ThreadsPagePayload(IReadOnlyList<ChannelPayload> Threads, IReadOnlyList<ThreadMemberPayload> Members, bool HasMore)
{
    /// <summary>Only of a search.</summary>
    public int? TotalResults { get; init; }

    /// <summary>Only of a search: what each thread began with, as far as it is still there.</summary>
    public IReadOnlyList<MessagePayload>? FirstMessages { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ThreadDeletedPayload))]
[JsonSerializable(typeof(ThreadListPayload))]
[JsonSerializable(typeof(ThreadMembersPayload))]
[JsonSerializable(typeof(OwnThreadMemberPayload))]
[JsonSerializable(typeof(ThreadsPagePayload))]
[JsonSerializable(typeof(IReadOnlyList<ThreadMemberPayload>))]
internal sealed partial class ThreadJson : JsonSerializerContext;
