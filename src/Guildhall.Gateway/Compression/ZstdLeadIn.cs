namespace Guildhall.Gateway.Compression;

/// <summary>
/// A block that leaves a decoder with the distances 1, 4 and 8, whatever it had before: 24 spaces, copied over distances that a decoder
/// can only know when they are told, the last three of them being those.
/// </summary>
internal static unsafe class ZstdLeadIn
{
    private const int FrameHeader = 6;
    private const int Spaces = 24;

    // The first three make sure that the others are none of those an encoder begins with, and would name by number.
    private static ReadOnlySpan<uint> Distances => [5, 2, 3, 8, 4, 1];

    /// <summary>The block, not the last of its stream; null when this library makes another one, or a wrong one.</summary>
    public static byte[]? Make()
    {
        var spaces = new byte[Spaces];
        spaces.AsSpan().Fill((byte)' ');
        var frame = new byte[256];
        var sequences = new ZstdLibrary.Sequence[Distances.Length + 1];
        for (var i = 0; i < Distances.Length; i++)
            sequences[i] = new ZstdLibrary.Sequence { Offset = Distances[i], Literals = i == 0 ? 6u : 0u, Match = 3 };

        var context = ZstdLibrary.CreateContext();
        try
        {
            fixed (byte* source = spaces)
            fixed (byte* bytes = frame)
            fixed (ZstdLibrary.Sequence* given = sequences)
            {
                ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.WindowLog, ZstdSplice.WindowLog));
                ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.ContentSizeFlag, 0));
                ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.BlockDelimiters, 1));
                var length = ZstdLibrary.Checked(
                    ZstdLibrary.CompressSequences(context, bytes, (nuint)frame.Length, given, (nuint)sequences.Length, source, Spaces));
                frame = frame[FrameHeader..length];
            }
        }
        finally
        {
            ZstdLibrary.FreeContext(context);
        }

        frame[0] &= 0xFE;
        return Works(frame) ? frame : null;
    }

    // Blocks that do use the distances a fresh encoder has, after blocks that leave others: with the lead-in between they are read right.
    private static bool Works(byte[] leadIn)
    {
        using var decoder = new ZstdDecoder();
        decoder.Decode(ZstdSplice.StreamStart, 1);
        var lead = new string(' ', Spaces);
        for (var run = 1; run <= 32; run++)
        {
            var other = ZstdSplice.Compress(ZstdSelfTest.Text(run + 8));
            decoder.Decode(other, 1 << 16);
            var text = System.Text.Encoding.ASCII.GetBytes($"{run}aaaaaaaaaaaaaa{run}bcdbcdbcdefghefgh0123456701234567{run}bbbbbbbbbbbb");
            var read = decoder.Decode([.. leadIn, .. Fresh(text)], 1 << 12);
            if (!read.AsSpan().SequenceEqual((byte[])[.. System.Text.Encoding.ASCII.GetBytes(lead), .. text])) return false;
        }

        return true;
    }

    /// <summary>The blocks of a stream that has just begun.</summary>
    private static byte[] Fresh(byte[] text)
    {
        var context = ZstdLibrary.CreateContext();
        var target = new byte[text.Length + 256];
        try
        {
            fixed (byte* from = text)
            fixed (byte* to = target)
            {
                ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.WindowLog, ZstdSplice.WindowLog));
                var input = new ZstdLibrary.Piece { Bytes = from, Size = (nuint)text.Length };
                var output = new ZstdLibrary.Piece { Bytes = to, Size = (nuint)target.Length };
                ZstdLibrary.Checked(ZstdLibrary.CompressStream(context, &output, &input, ZstdLibrary.Directive.Flush));
                return target[FrameHeader..(int)output.At];
            }
        }
        finally
        {
            ZstdLibrary.FreeContext(context);
        }
    }
}
