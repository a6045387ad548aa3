using System.Text.Json;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway;

/// <summary>
/// What sessions need from the community behind them. Unless it says otherwise, every call comes from a connection's own task or a background task,
/// never from a shard's loop, so it may wait for actors and stores.
/// </summary>
public interface IGatewayBackend
{
    /// <summary>
    /// Decides who identifies and gathers READY. The address is already known to the relay: what is sent to it from now on
    /// is kept and delivered after READY. Called again with a new address for each attempt.
    /// </summary>
    ValueTask<IdentifyOutcome> Identify(IdentifyRequest request, SessionRef session, CancellationToken cancel);

    /// <summary>READY is on its way; now guilds may subscribe the session (GUILD_CREATE is the welcome of that).</summary>
    ValueTask SessionReady(SessionRef session, UserId user, CancellationToken cancel);

    /// <summary>The session is gone for good: closed by its client, closed by the relay, or not resumed in time.</summary>
    ValueTask SessionEnded(SessionRef session, UserId user, CancellationToken cancel);

    /// <summary>Op 3; <paramref name="presence"/> is its d, an object that has not been checked further.</summary>
    ValueTask UpdatePresence(SessionRef session, UserId user, JsonElement presence, CancellationToken cancel);

    /// <summary>Op 8; <paramref name="request"/> is its d, an object that has not been checked further.</summary>
    ValueTask RequestMembers(SessionRef session, UserId user, JsonElement request, CancellationToken cancel);

    /// <summary>Any other op that sessions send; <paramref name="request"/> is its d, an object that has not been checked further.</summary>
    ValueTask Command(SessionRef session, UserId user, GatewayOpcode op, JsonElement request, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>
    /// The server stops: settles what was accepted, so that every event has reached the sessions, and gives what is to be written
    /// down beside them.
    /// </summary>
    ValueTask<IReadOnlyList<byte[]>> HandOver(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<byte[]>>([]);

    /// <summary>The server starts with the sessions of the run before: takes back what <see cref="HandOver"/> gave.</summary>
    /// <param name="records">In the same order.</param>
    /// <param name="isKept">Says whether a session is still there.</param>
    /// <returns>Sessions that are not, for <see cref="SessionEnded"/>.</returns>
    IReadOnlyList<(SessionRef Session, UserId User)> TakeOver(IReadOnlyList<byte[]> records, Func<SessionRef, bool> isKept) => [];

    /// <summary>How far behind this node is; null when nobody measures that.</summary>
    Cluster.Load.HouseLoad? Load => null;

    /// <summary>True while the token still belongs to the user.</summary>
    ValueTask<bool> TokenIsValid(string token, UserId user, CancellationToken cancel);

    /// <summary>What a check of a token that begins now will be good as of; -1 where nobody keeps account of that. Called on any thread.</summary>
    long TokensAsOf => -1;

    /// <summary>
    /// True when memory is enough to say that a token which was the user's as of some moment (<see cref="TokensAsOf"/>) is so still: asked
    /// for every RESUME, and in a storm of them the store would be asked thousands of times for what has not changed. Called on any
    /// thread, a shard's loop included, so it neither waits nor reads files.
    /// </summary>
    bool IsTokenStillValid(string token, UserId user, long since) => false;
}
