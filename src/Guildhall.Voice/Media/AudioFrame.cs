namespace Guildhall.Voice.Media;

/// <summary>
/// One packet of sound on its way through a worker, opened and not yet sealed for anybody. Points into the worker's receive
/// buffer: valid until the call that got it returns.
/// </summary>
/// <param name="plain">The body of the header extension, if any, and behind it the payload.</param>
public readonly unsafe ref struct AudioFrame(byte* plain, int length)
{
    /// <summary>A level for a packet that does not say.</summary>
    public const int UnknownLevel = -1;

    /// <summary>Digital silence, in the unit of <see cref="Level"/>.</summary>
    public const int SilentLevel = 127;

    /// <summary>The body of the header extension, if any, and behind it the payload.</summary>
    public byte* Plain { get; } = plain;

    /// <summary>Bytes at <see cref="Plain"/>.</summary>
    public int Length { get; } = length;

    /// <summary>Bytes of a one-byte-form header extension (0xBEDE), without its own header; a multiple of four. Bots get it, browsers do not.</summary>
    public int ExtensionLength { get; init; }

    /// <summary>As the sender counted.</summary>
    public ushort Sequence { get; init; }

    /// <summary>At 48 kHz, as the sender counted.</summary>
    public uint Timestamp { get; init; }

    public bool IsMarked { get; init; }

    /// <summary>Decibels below the loudest, 0 to 127 (RFC 6464), or <see cref="UnknownLevel"/>.</summary>
    public int Level { get; init; }

    public ReadOnlySpan<byte> Payload => new(Plain + ExtensionLength, Length - ExtensionLength);

    /// <summary>The payload is an Opus frame of silence, which clients send five of when speech ends.</summary>
    public bool IsSilence => Payload is [0xF8, 0xFF, 0xFE];

    /// <summary>The payload ends in the marker of an end-to-end encrypted frame.</summary>
    public bool IsEncrypted => Payload is [.., 0xFA, 0xFA];
}
