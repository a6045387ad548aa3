using System.Collections.ObjectModel;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>Who is what to a user, in the memory of the user's actor; loaded from the store on first use, kept by <see cref="RelationChanged"/>.</summary>
internal static class RelationMemory
{
    public static async ValueTask<IReadOnlyDictionary<UserId, RelationRow>> Of(UserTurn turn)
    {
        if (turn.State.Relations is { } known) return known;
        var rows = await turn.Services.Users.Relations(turn.State.Id, CancellationToken.None);
        return turn.State.Relations = rows.Count == 0 ? ReadOnlyDictionary<UserId, RelationRow>.Empty : rows.ToDictionary(row => row.Other);
    }

    /// <summary>Takes note of a change; null for a relation that has ended.</summary>
    public static async ValueTask Note(UserTurn turn, UserId other, RelationRow? row)
    {
        if (await Of(turn) is not Dictionary<UserId, RelationRow> own) turn.State.Relations = own = [];
        if (row is null) own.Remove(other);
        else own[other] = row;
    }
}
