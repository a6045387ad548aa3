using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>Who is what to a user, in the memory of the user's actor; loaded from the store on first use, kept by <see cref="RelationChanged"/>.</summary>
internal static class RelationMemory
{
    public static async ValueTask<Dictionary<UserId, RelationRow>> Of(UserTurn turn)
    {
        if (turn.State.Relations is { } known) return known;
        var rows = await turn.Services.Users.Relations(turn.State.Id, CancellationToken.None);
        return turn.State.Relations = rows.ToDictionary(row => row.Other);
    }
}
