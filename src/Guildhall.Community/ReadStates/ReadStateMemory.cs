using System.Collections.ObjectModel;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>
/// The read states of a user in memory, loaded from the store on first use. They change with every glance at a channel, so they
/// are stored together a moment later: at most <see cref="SaveAfter"/>, and before the actor goes or the server ends.
/// </summary>
internal static class ReadStateMemory
{
    /// <summary>How long what was read may be in memory alone. A crash forgets no more than this.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromMilliseconds(500);

    public static async ValueTask<IReadOnlyDictionary<ChannelId, ReadStateRow>> Of(UserTurn turn)
    {
        if (turn.State.ReadStates is { } known) return known;
        var rows = await turn.Services.Users.ReadStates(turn.State.Id, CancellationToken.None);
        return turn.State.ReadStates = rows.Count == 0 ? ReadOnlyDictionary<ChannelId, ReadStateRow>.Empty : rows.ToDictionary(row => row.Channel);
    }

    /// <summary>Takes note of a state; what there was before has been asked for.</summary>
    public static void Put(UserTurn turn, ReadStateRow row)
    {
        if (turn.State.ReadStates is not Dictionary<ChannelId, ReadStateRow> states) turn.State.ReadStates = states = [];
        states[row.Channel] = row;
        var unsaved = turn.State.UnsavedReadStates ??= [];
        if (unsaved.Add(row.Channel) && unsaved.Count == 1) turn.TellSelfAfter(SaveAfter, new SaveReadStates());
    }

    public static async ValueTask Remove(UserTurn turn, ChannelId channel)
    {
        if (await Of(turn) is not Dictionary<ChannelId, ReadStateRow> states || !states.Remove(channel)) return;
        turn.State.UnsavedReadStates?.Remove(channel);
        turn.Row(new Storage.Users.DeleteReadState(turn.State.Id, channel));
    }

    /// <summary>Stores what has changed since the last time.</summary>
    public static void Save(UserTurn turn)
    {
        var states = turn.State.ReadStates;
        foreach (var channel in turn.State.UnsavedReadStates ?? [])
        {
            if (states?.GetValueOrDefault(channel) is { } row) turn.Row(new PutReadState(turn.State.Id, row));
        }

        turn.State.UnsavedReadStates = null;
    }
}

/// <summary>Time to store what the user has read.</summary>
public sealed record SaveReadStates : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        ReadStateMemory.Save(turn);
        return ValueTask.CompletedTask;
    }
}
