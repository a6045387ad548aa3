using System.Threading.Channels;

namespace Guildhall.Community.Interactions;

/// <summary>An interaction on its way to an application's own address: the body as it is sent, and what its answer is given with.</summary>
public sealed record OutgoingInteraction(InteractionId Id, ApplicationId Application, string Token, ReadOnlyMemory<byte> Body);

/// <summary>Interactions that wait to be sent to applications' own addresses. When it is full, the person is told that it failed.</summary>
public sealed class InteractionOutbox
{
    /// <summary>Interactions that may wait.</summary>
    public const int Capacity = 4_096;

    private readonly Channel<OutgoingInteraction> _waiting = Channel.CreateBounded<OutgoingInteraction>(Capacity);

    /// <summary>Interactions that wait.</summary>
    public int Count => _waiting.Reader.Count;

    internal ChannelReader<OutgoingInteraction> Reader => _waiting.Reader;

    /// <summary>False when too many wait.</summary>
    public bool TryAdd(OutgoingInteraction interaction) => _waiting.Writer.TryWrite(interaction);
}
