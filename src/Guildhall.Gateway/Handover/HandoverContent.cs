namespace Guildhall.Gateway.Handover;

/// <summary>All that one run leaves to the next.</summary>
internal sealed record HandoverContent
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The node whose sessions these are.</summary>
    public required int Node { get; init; }

    /// <summary>The key that public session ids are made with.</summary>
    public required byte[] IdKey { get; init; }

    /// <summary>The newest number of a session.</summary>
    public required ulong LastNumber { get; init; }

    public required IReadOnlyList<HandedSession> Sessions { get; init; }

    /// <summary>What the community behind the sessions wants back.</summary>
    public required IReadOnlyList<byte[]> Records { get; init; }
}
