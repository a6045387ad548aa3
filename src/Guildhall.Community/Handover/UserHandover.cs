using System.Text.Json;
using Guildhall.Community.Presence;
using Guildhall.Community.User;
using Guildhall.Protocol;

namespace Guildhall.Community.Handover;

/// <summary>What a connected user is in memory alone, for the next run of the server.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Sessions">Open or resumable.</param>
/// <param name="Shown">What guilds and friends were told last.</param>
public sealed record UserHandover(UserId User, IReadOnlyList<OpenSession> Sessions, PresencePayload Shown)
{
    /// <summary>What friends who are online show.</summary>
    public IReadOnlyList<PresencePayload> Friends { get; init; } = [];

    /// <summary>The activity that the settings' custom status makes; null for none.</summary>
    public JsonElement? CustomStatus { get; init; }
}

/// <summary>Asks a user's actor for what the next run needs. Changes nothing.</summary>
public sealed record TakeUserHandover : IUserCommand<UserHandover>
{
    public ValueTask<Result<UserHandover>> Run(UserTurn turn) => ValueTask.FromResult<Result<UserHandover>>(
        new UserHandover(turn.State.Id, [.. turn.State.Sessions], UserPresence.Of(turn.State))
        {
            Friends = turn.State.FriendPresences is { } friends ? [.. friends.Values] : [],
            CustomStatus = turn.State.CustomStatus,
        });
}
