using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Guildhall.Community.Applications.Listing;

/// <summary>An application as the directory shows it.</summary>
public sealed record DirectoryApplicationPayload : ApplicationPayload
{
    [JsonConstructor]
    public DirectoryApplicationPayload()
    {
    }

    [SetsRequiredMembers]
    public DirectoryApplicationPayload(ApplicationPayload application, DirectoryEntryPayload entry)
        : base(application) => DirectoryEntry = entry;

    public required DirectoryEntryPayload DirectoryEntry { get; init; }
}

/// <summary>What the directory knows beyond the application.</summary>
/// <param name="GuildCount">Guilds of this house that have it.</param>
/// <param name="ShortDescription">The first line of its description.</param>
public sealed record DirectoryEntryPayload(int GuildCount, string ShortDescription);

/// <summary>One result; its type says that it is an application.</summary>
public sealed record DirectoryResultPayload(DirectoryApplicationPayload Data, int Type = 1);

/// <summary>A page of results.</summary>
public sealed record DirectoryPagePayload(IReadOnlyList<DirectoryResultPayload> Results, int ResultCount, int NumPages, int Type = 1);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectoryPagePayload))]
[JsonSerializable(typeof(DirectoryApplicationPayload))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
