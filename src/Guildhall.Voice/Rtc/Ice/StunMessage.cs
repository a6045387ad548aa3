namespace Guildhall.Voice.Rtc.Ice;

/// <summary>
/// What a STUN message says, as far as an ICE endpoint wants to know. Points into the datagram it was read from, which must stay as it is.
/// Nothing in it is proved until <see cref="Stun.IsAuthentic"/> has agreed.
/// </summary>
public readonly ref struct StunMessage
{
    /// <summary>The whole datagram.</summary>
    public ReadOnlySpan<byte> Datagram { get; init; }

    public StunKind Kind { get; init; }

    /// <summary>USERNAME as it came: for a request the receiver's fragment, a colon, and the sender's.</summary>
    public ReadOnlySpan<byte> Username { get; init; }

    /// <summary>The controlling side has chosen this path (USE-CANDIDATE).</summary>
    public bool IsNominating { get; init; }

    /// <summary>Where the MESSAGE-INTEGRITY attribute begins; 0 when there is none.</summary>
    public int IntegrityOffset { get; init; }

    /// <summary>Twelve bytes that pair an answer with its question.</summary>
    public ReadOnlySpan<byte> Transaction => Datagram.Slice(8, 12);

    /// <summary>The receiver's part of USERNAME: all before the colon; empty when there is no colon.</summary>
    public ReadOnlySpan<byte> ReceiverFragment => Username.IndexOf((byte)':') is var colon and >= 0 ? Username[..colon] : [];
}

/// <summary>The messages that ICE needs.</summary>
public enum StunKind
{
    Other = 0,
    BindingRequest = 0x0001,
    BindingIndication = 0x0011,
    BindingSuccess = 0x0101,
    BindingError = 0x0111,
}
