using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Boosts;

/// <summary>A member's boosts of a guild: on the wire, and as they are stored. There is no record without a boost.</summary>
/// <param name="UserId">Whose they are; the record's id.</param>
/// <param name="Since">When each was given, the oldest first.</param>
public sealed record BoosterRecord(UserId UserId, IReadOnlyList<DateTimeOffset> Since)
{
    internal static readonly GuildDocumentKind<BoosterRecord> Kind = new("boosts", BoostJson.Default.BoosterRecord);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(BoosterRecord))]
[JsonSerializable(typeof(IReadOnlyList<BoosterRecord>))]
internal sealed partial class BoostJson : JsonSerializerContext;
