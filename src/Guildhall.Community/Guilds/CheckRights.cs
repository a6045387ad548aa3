using Guildhall.Community.Guild;

namespace Guildhall.Community.Guilds;

/// <summary>
/// Whether the caller is a member who holds the permissions now. For routes that do something before the guild decides:
/// storing a picture, reading the store. The guild checks again with the change itself.
/// </summary>
public sealed record CheckRights(Permissions Needed, Caller Caller) : IGuildCommand<Nothing>
{
    public ValueTask<Result<Nothing>> Run(GuildTurn turn)
    {
        var entry = turn.State.Enter(Caller, Needed, turn.Now);
        return ValueTask.FromResult<Result<Nothing>>(entry.IsOk ? Nothing.Value : entry.Failure);
    }
}
