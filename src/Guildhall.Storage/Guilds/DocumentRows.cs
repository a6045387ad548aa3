using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Guilds;

/// <summary>One record of a guild's feature. <paramref name="Data"/> is its JSON as UTF-8; <paramref name="Lookup"/> a second name, unique within the kind.</summary>
public sealed record DocumentRow(string Kind, ulong Id, string? Lookup, ReadOnlyMemory<byte> Data);

/// <summary>Something that a guild does when its moment has come.</summary>
public sealed record AlarmRow(string Kind, ulong Id, DateTimeOffset DueAt);

/// <summary>An alarm with the guild it is of.</summary>
public sealed record DueAlarm(GuildId Guild, AlarmRow Alarm);

/// <summary>Adds or replaces a record. A lookup that another record of the kind has is a <see cref="UniqueViolationException"/>.</summary>
public sealed record PutDocument(GuildId Guild, DocumentRow Document) : RowChange;

public sealed record DeleteDocument(GuildId Guild, string Kind, ulong Id) : RowChange;

public sealed record PutAlarm(GuildId Guild, AlarmRow Alarm) : RowChange;

public sealed record DeleteAlarm(GuildId Guild, string Kind, ulong Id) : RowChange;
