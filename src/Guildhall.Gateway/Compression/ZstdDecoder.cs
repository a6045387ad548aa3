namespace Guildhall.Gateway.Compression;

/// <summary>The reading end of one zstd stream. The gateway itself never reads one; it looks at what it writes before it offers to write it.</summary>
internal sealed unsafe class ZstdDecoder : IDisposable
{
    private readonly nint _decoder = ZstdLibrary.CreateDecoder();

    /// <summary>What the bytes of one message add to the stream, at most <paramref name="most"/> bytes. Throws when they are not zstd.</summary>
    public byte[] Decode(ReadOnlySpan<byte> message, int most)
    {
        var target = new byte[most];
        fixed (byte* from = message)
        fixed (byte* to = target)
        {
            var input = new ZstdLibrary.Piece { Bytes = from, Size = (nuint)message.Length };
            var output = new ZstdLibrary.Piece { Bytes = to, Size = (nuint)most };
            while (input.At < input.Size && output.At < output.Size) ZstdLibrary.Checked(ZstdLibrary.DecompressStream(_decoder, &output, &input));
            return target[..(int)output.At];
        }
    }

    public void Dispose() => ZstdLibrary.FreeDecoder(_decoder);
}
