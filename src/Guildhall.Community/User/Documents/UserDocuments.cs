using System.Collections.ObjectModel;
using System.Text.Json;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User.Documents;

/// <summary>A user's own records: loaded with the first question, then in memory and stored with every change. Each feature bounds its own.</summary>
public static class UserDocuments
{
    /// <summary>The records of a kind, by id. Changed only through here.</summary>
    public static async ValueTask<IReadOnlyDictionary<ulong, T>> Of<T>(UserTurn turn, UserDocumentKind<T> kind)
        where T : class => await Known(turn, kind) ?? (IReadOnlyDictionary<ulong, T>)ReadOnlyDictionary<ulong, T>.Empty;

    /// <summary>Adds or replaces a record.</summary>
    public static async ValueTask Put<T>(UserTurn turn, UserDocumentKind<T> kind, ulong id, T document)
        where T : class
    {
        (await Known(turn, kind) ?? Begin(turn, kind, []))[id] = document;
        turn.Row(new PutUserDocument(turn.State.Id, kind.Name, new UserDocumentRow(id, JsonSerializer.SerializeToUtf8Bytes(document, kind.Json))));
    }

    /// <summary>Takes a record away; nothing happens when there is none.</summary>
    public static async ValueTask Remove<T>(UserTurn turn, UserDocumentKind<T> kind, ulong id)
        where T : class
    {
        if (await Known(turn, kind) is { } set && set.Remove(id)) turn.Row(new DeleteUserDocument(turn.State.Id, kind.Name, id));
    }

    // Null for none: most users have no record of most kinds, and remembering that costs a bit.
    private static async ValueTask<Dictionary<ulong, T>?> Known<T>(UserTurn turn, UserDocumentKind<T> kind)
        where T : class
    {
        if ((turn.State.EmptyDocuments & kind.Bit) != 0) return null;
        if (turn.State.Documents?.GetValueOrDefault(kind.Name) is { } known) return (Dictionary<ulong, T>)known;
        var rows = await turn.Services.Users.UserDocuments(turn.State.Id, kind.Name, CancellationToken.None);
        if (rows.Count == 0 && kind.Bit != 0)
        {
            turn.State.EmptyDocuments |= kind.Bit;
            return null;
        }

        return Begin(turn, kind, rows.ToDictionary(
            row => row.Id,
            row => JsonSerializer.Deserialize(row.Data.Span, kind.Json) ?? throw new JsonException($"A stored {kind.Name} is null.")));
    }

    private static Dictionary<ulong, T> Begin<T>(UserTurn turn, UserDocumentKind<T> kind, Dictionary<ulong, T> set)
        where T : class
    {
        turn.State.EmptyDocuments &= ~kind.Bit;
        (turn.State.Documents ??= [])[kind.Name] = set;
        return set;
    }
}
