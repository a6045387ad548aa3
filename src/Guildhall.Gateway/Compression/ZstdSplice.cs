using System.Buffers;

namespace Guildhall.Gateway.Compression;

/// <summary>
/// A zstd stream for each connection without a compressor for each connection, as <see cref="ZlibSplice"/> does it: one frame that
/// is never ended; every message is a raw block with what differs, then blocks that many connections share.
/// <para>
/// Blocks from empty history fit anywhere except for one thing: a decoder remembers the last three distances and a block may name
/// them by number, while the encoder of a shared block cannot know what was there before. So copies over one of the distances
/// that every encoder begins with (1, 4 and 8) stay literals until the block has set all three itself.
/// </para>
/// </summary>
internal static unsafe class ZstdSplice
{
    /// <summary>Bytes of a block's header.</summary>
    public const int BlockHeader = 3;

    /// <summary>The window that streams declare: 128 KB, which is also the longest block. No shared block refers further back.</summary>
    public const int WindowLog = 17;

    private const int FrameHeader = 6;
    private const int Level = 3;
    private static readonly Lazy<bool> Works = new(TryItself);

    [ThreadStatic]
    private static Contexts? contexts;

    /// <summary>True when libzstd is here and what it makes has been decoded as it should.</summary>
    public static bool IsAvailable => Works.Value;

    /// <summary>How every stream begins: the magic number, no length, no checksum, the window.</summary>
    public static ReadOnlySpan<byte> StreamStart => [0x28, 0xB5, 0x2F, 0xFD, 0x00, (WindowLog - 10) << 3];

    /// <summary>Writes the header of a raw block of so many bytes that is not the last.</summary>
    public static void WriteRawHeader(Span<byte> target, int length)
    {
        var header = length << 3;
        target[0] = (byte)header;
        target[1] = (byte)(header >> 8);
        target[2] = (byte)(header >> 16);
    }

    /// <summary>Blocks of the parts one after the other that are right at any place of any stream.</summary>
    public static byte[] Compress(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default, ReadOnlySpan<byte> third = default, ReadOnlySpan<byte> fourth = default)
    {
        var length = first.Length + second.Length + third.Length + fourth.Length;
        var plain = ArrayPool<byte>.Shared.Rent(length);
        first.CopyTo(plain);
        second.CopyTo(plain.AsSpan(first.Length));
        third.CopyTo(plain.AsSpan(first.Length + second.Length));
        fourth.CopyTo(plain.AsSpan(first.Length + second.Length + third.Length));
        try
        {
            return (contexts ??= new Contexts()).Compress(plain.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>
    /// Makes literals of the copies whose distance a decoder may hold under another number; returns the sequences left. Every
    /// block is looked at for itself, since one that did not shrink is sent raw and its distances never reach the decoder.
    /// </summary>
    internal static int Detach(Span<ZstdLibrary.Sequence> sequences)
    {
        var (kept, literals, known) = (0, 0u, 0);
        Span<uint> seen = stackalloc uint[3];
        foreach (var sequence in sequences)
        {
            var isEnd = sequence is { Offset: 0, Match: 0 };
            if (known < 3 && !isEnd && sequence.Offset is 1 or 4 or 8)
            {
                literals += sequence.Literals + sequence.Match;
                continue;
            }

            sequences[kept++] = sequence with { Literals = sequence.Literals + literals };
            literals = 0;
            if (isEnd) known = 0;
            else if (known < 3 && IsNew(seen[..known], sequence.Offset)) seen[known++] = sequence.Offset;
        }

        return kept;
    }

    // One that was seen may be named by its number, and so may the one just below it: then nothing moves up.
    private static bool IsNew(ReadOnlySpan<uint> seen, uint offset)
    {
        foreach (var other in seen)
        {
            if (offset == other || offset + 1 == other) return false;
        }

        return true;
    }

    // Other versions of the library may do otherwise than those this was written with; then it is better not to offer the format.
    private static bool TryItself()
    {
        if (!ZstdLibrary.IsPresent) return false;
        try
        {
            return ZstdSelfTest.Passes();
        }
        catch (Exception fault) when (fault is InvalidOperationException or EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The compressors of one thread. They live as long as it does, and the pool's threads are few.</summary>
    private sealed class Contexts
    {
        private readonly nint _finder = Create();
        private readonly nint _encoder = Create();

        ~Contexts()
        {
            ZstdLibrary.FreeContext(_finder);
            ZstdLibrary.FreeContext(_encoder);
        }

        public byte[] Compress(ReadOnlySpan<byte> plain)
        {
            // A copy is three bytes or more, and each block has an end.
            var sequences = ArrayPool<ZstdLibrary.Sequence>.Shared.Rent((plain.Length / 3) + (plain.Length >> 10) + 16);
            var target = ArrayPool<byte>.Shared.Rent(plain.Length + (plain.Length >> 7) + 1_024);
            try
            {
                fixed (byte* source = plain)
                fixed (byte* bytes = target)
                fixed (ZstdLibrary.Sequence* found = sequences)
                {
                    var count = ZstdLibrary.Checked(ZstdLibrary.GenerateSequences(_finder, found, (nuint)sequences.Length, source, (nuint)plain.Length));
                    count = Whole(sequences, count, plain.Length);
                    count = Detach(sequences.AsSpan(0, count));
                    var length = ZstdLibrary.Checked(
                        ZstdLibrary.CompressSequences(_encoder, bytes, (nuint)target.Length, found, (nuint)count, source, (nuint)plain.Length));
                    return Blocks(target.AsSpan(0, length));
                }
            }
            finally
            {
                ArrayPool<ZstdLibrary.Sequence>.Shared.Return(sequences);
                ArrayPool<byte>.Shared.Return(target);
            }
        }

        // For a last block of a few bytes the library finds nothing, not even its end.
        private static int Whole(ZstdLibrary.Sequence[] sequences, int count, int length)
        {
            var covered = 0L;
            foreach (var sequence in sequences.AsSpan(0, count)) covered += sequence.Literals + sequence.Match;
            if (covered != length || count == 0) sequences[count++] = new ZstdLibrary.Sequence { Literals = (uint)(length - covered) };
            return count;
        }

        private static byte[] Blocks(Span<byte> frame)
        {
            if (!frame.StartsWith(StreamStart[..(FrameHeader - 1)])) throw new InvalidOperationException("libzstd writes another frame header");
            var blocks = frame[FrameHeader..].ToArray();
            for (var at = 0; at < blocks.Length;)
            {
                var header = blocks[at] | (blocks[at + 1] << 8) | (blocks[at + 2] << 16);
                blocks[at] &= 0xFE; // none of them is the last of the stream
                at += BlockHeader + ((header >> 1 & 3) == 1 ? 1 : header >> 3);
            }

            return blocks;
        }

        private static nint Create()
        {
            var context = ZstdLibrary.CreateContext();
            ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.CompressionLevel, Level));
            ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.WindowLog, WindowLog));
            ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.ContentSizeFlag, 0));
            ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.BlockDelimiters, 1));
            ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.NamesDistances, 1);
            return context;
        }
    }
}
