using System.Text.Json.Serialization;
using Guildhall.Cluster.Actors;
using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>What actors tell the nodes that hold sessions. Messages from one actor to one node keep their order.</summary>
[JsonDerivedType(typeof(Publish), nameof(Publish))]
[JsonDerivedType(typeof(Send), nameof(Send))]
[JsonDerivedType(typeof(Subscribe), nameof(Subscribe))]
[JsonDerivedType(typeof(Unsubscribe), nameof(Unsubscribe))]
[JsonDerivedType(typeof(Close), nameof(Close))]
public abstract record RelayMessage : IActorMessage
{
    /// <summary>An event for everybody in an audience, except one user (who is told in another way) when given.</summary>
    public sealed record Publish(AudienceId Audience, RelayEvent Event, UserId Except = default) : RelayMessage;

    /// <summary>An event for some sessions of the node, whatever their audiences; intents still count.</summary>
    public sealed record Send(IReadOnlyList<SessionRef> Sessions, RelayEvent Event) : RelayMessage;

    /// <summary>Puts a session into audiences. Sends <paramref name="Welcome"/> first, so that nothing of the audience precedes it.</summary>
    public sealed record Subscribe(SessionRef Session, IReadOnlyList<AudienceId> Audiences, RelayEvent? Welcome = null) : RelayMessage;

    public sealed record Unsubscribe(SessionRef Session, IReadOnlyList<AudienceId> Audiences) : RelayMessage;

    /// <summary>Ends sessions for good (logout, token reset, user deleted): close code 4004, no resume.</summary>
    public sealed record Close(IReadOnlyList<SessionRef> Sessions, GatewayCloseCode Code) : RelayMessage;
}
