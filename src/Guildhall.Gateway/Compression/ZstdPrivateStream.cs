namespace Guildhall.Gateway.Compression;

/// <summary>
/// zstd blocks with a window of 8 KB. Each beginning is led in by a block that sets the decoder's three distances to what a fresh encoder
/// takes for granted; it says 24 spaces, so this is for JSON alone.
/// </summary>
internal sealed unsafe class ZstdPrivateStream : PrivateStream
{
    /// <summary>Memory of one, as the library tells it, rounded up.</summary>
    public const int Cost = 84 * 1_024;

    private const int FrameHeader = 6;
    private const int Level = 1;
    private const int WindowLog = 13;
    private const int HashLog = 10;
    private static readonly Lazy<byte[]?> LeadIn = new(ZstdLeadIn.Make);
    private readonly nint _context = ZstdLibrary.CreateContext();

    public ZstdPrivateStream(PrivateStreams owner)
        : base(owner, Cost)
    {
        ZstdLibrary.Checked(ZstdLibrary.SetParameter(_context, ZstdLibrary.Parameter.CompressionLevel, Level));
        ZstdLibrary.Checked(ZstdLibrary.SetParameter(_context, ZstdLibrary.Parameter.WindowLog, WindowLog));
        ZstdLibrary.Checked(ZstdLibrary.SetParameter(_context, ZstdLibrary.Parameter.HashLog, HashLog));
    }

    /// <summary>True when the library is here and its lead-in does what it must.</summary>
    public static bool IsAvailable => ZstdSplice.IsAvailable && LeadIn.Value is not null;

    protected override int Compress(ReadOnlySpan<byte> message, Span<byte> bytes)
    {
        if (!IsStale) return Continue(message, bytes);

        // The frame header comes out once more where the stream begins anew; the connection has had its own. The lead-in goes in its place.
        ZstdLibrary.Checked(ZstdLibrary.Reset(_context, 1));
        var lead = LeadIn.Value!;
        var length = Continue(message, bytes[(lead.Length - FrameHeader)..]);
        lead.CopyTo(bytes);
        return lead.Length - FrameHeader + length;
    }

    protected override void FreeContext() => ZstdLibrary.FreeContext(_context);

    private int Continue(ReadOnlySpan<byte> message, Span<byte> bytes)
    {
        fixed (byte* from = message)
        fixed (byte* to = bytes)
        {
            var input = new ZstdLibrary.Piece { Bytes = from, Size = (nuint)message.Length };
            var output = new ZstdLibrary.Piece { Bytes = to, Size = (nuint)bytes.Length };
            if (ZstdLibrary.Checked(ZstdLibrary.CompressStream(_context, &output, &input, ZstdLibrary.Directive.Flush)) != 0)
                throw new InvalidOperationException("libzstd wants more room than it says");
            return (int)output.At;
        }
    }
}
