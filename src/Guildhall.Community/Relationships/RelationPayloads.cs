using System.Text.Json.Serialization;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>What another user is to the one who asks; the id is the other's.</summary>
public sealed record RelationshipPayload(UserId Id, int Type, UserPayload User)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nickname { get; init; }

    public bool UserIgnored { get; init; }

    public bool IsSpamRequest { get; init; }

    public bool StrangerRequest { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Since { get; init; }

    public string? Note { get; init; }

    /// <summary>In RELATIONSHIP_ADD, of what a client makes a noise about.</summary>
    public bool? ShouldNotify { get; init; }

    public static async ValueTask<IReadOnlyList<RelationshipPayload>> Of(IReadOnlyList<RelationRow> rows, UserDirectory directory, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        var users = await directory.Get(rows.Select(row => row.Other), cancel);
        return
        [
            .. rows.Select(row => new RelationshipPayload(row.Other, (int)row.Type, users[row.Other])
            {
                Nickname = row.Nickname,
                UserIgnored = row.IsIgnored,
                StrangerRequest = row.IsStranger,
                Since = row.Since,
                Note = row.Note,
            }),
        ];
    }
}

/// <summary>RELATIONSHIP_UPDATE and RELATIONSHIP_REMOVE.</summary>
public sealed record PartialRelationshipPayload(UserId Id, int Type)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nickname { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Since { get; init; }

    public bool UserIgnored { get; init; }

    public static PartialRelationshipPayload Of(RelationRow row) =>
        new(row.Other, (int)row.Type) { Nickname = row.Nickname, Since = row.Since, UserIgnored = row.IsIgnored };
}

/// <summary>GET /users/@me/notes/{user_id}: what the caller has noted of somebody.</summary>
public sealed record UserNotePayload(string Note, UserId NoteUserId, UserId UserId);

/// <summary>USER_NOTE_UPDATE.</summary>
public sealed record UserNoteUpdatedPayload(UserId Id, string Note);

/// <summary>A note as it is stored.</summary>
public sealed record NoteRecord(string Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RelationshipPayload))]
[JsonSerializable(typeof(IReadOnlyList<RelationshipPayload>))]
[JsonSerializable(typeof(PartialRelationshipPayload))]
[JsonSerializable(typeof(UserNotePayload))]
[JsonSerializable(typeof(UserNoteUpdatedPayload))]
[JsonSerializable(typeof(NoteRecord))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class RelationJson : JsonSerializerContext;
