using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Exports;

/// <summary>Where a person is logged in.</summary>
internal sealed record PersonSession(DateTimeOffset Since, string Client);

/// <summary>How far a person has read a channel.</summary>
internal sealed record PersonReadState(ChannelId ChannelId, MessageId LastRead, int MentionCount);

/// <summary>A guild that a person is in.</summary>
internal sealed record PersonGuild(GuildId Id, string Name, string? Nick, bool IsOwner);

/// <summary>A record that a person keeps: a note, a setting.</summary>
internal sealed record PersonRecord(string Kind, string Id, JsonElement Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonSession))]
[JsonSerializable(typeof(PersonReadState))]
[JsonSerializable(typeof(PersonGuild))]
[JsonSerializable(typeof(PersonRecord))]
internal sealed partial class PersonJson : JsonSerializerContext;
