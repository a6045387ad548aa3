using Guildhall.Protocol;

namespace Guildhall.Storage.EventLog;

/// <summary>
/// One fact of a guild, in order: the source for search, webhooks, notifications and other nodes. <paramref name="Sequence"/> rises by
/// one within the guild. <paramref name="Payload"/> is UTF-8 JSON: the ids that tell what changed (for a message: channel and id), not a copy of it.
/// </summary>
public sealed record LogEntry(GuildId Guild, long Sequence, string Type, ReadOnlyMemory<byte> Payload);
