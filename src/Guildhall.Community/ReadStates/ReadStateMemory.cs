using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>The read states of a user in memory, loaded from the store on first use.</summary>
internal static class ReadStateMemory
{
    public static async ValueTask<Dictionary<ChannelId, ReadStateRow>> Of(UserTurn turn)
    {
        if (turn.State.ReadStates is { } known) return known;
        var rows = await turn.Services.Users.ReadStates(turn.State.Id, CancellationToken.None);
        return turn.State.ReadStates = rows.ToDictionary(row => row.Channel);
    }

    public static void Put(UserTurn turn, Dictionary<ChannelId, ReadStateRow> states, ReadStateRow row)
    {
        states[row.Channel] = row;
        turn.Row(new PutReadState(turn.State.Id, row));
    }
}
