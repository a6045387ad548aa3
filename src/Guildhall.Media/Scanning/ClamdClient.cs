using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Guildhall.Media.Scanning;

/// <summary>Speaks with ClamAV's daemon: one connection and one INSTREAM for each file.</summary>
internal sealed class ClamdClient(ScannerAddress address)
{
    private const int ChunkBytes = 65_536;
    private const int LengthBytes = sizeof(uint);
    private const int LongestAnswer = 4_096;

    /// <summary>Has a file looked at.</summary>
    /// <exception cref="IOException">The scanner broke off, or could not look at all of it.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    public async ValueTask<ScanAnswer> Scan(Stream content, CancellationToken cancel)
    {
        using var socket = address.Family == AddressFamily.Unix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.End, cancel);
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            await Send(stream, content, cancel);
        }
        catch (IOException) when (socket.Poll(0, SelectMode.SelectRead))
        {
            // It stopped listening, and said why: a stream over its limit.
        }

        return ScanAnswer.Parse(await Answer(stream, cancel));
    }

    // Each chunk has its length in front; a length of zero is the end.
    private static async ValueTask Send(NetworkStream stream, Stream content, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkBytes);
        try
        {
            int read;
            do
            {
                read = await content.ReadAsync(buffer.AsMemory(LengthBytes, ChunkBytes), cancel);
                BinaryPrimitives.WriteUInt32BigEndian(buffer, (uint)read);
                await stream.WriteAsync(buffer.AsMemory(0, LengthBytes + read), cancel);
            }
            while (read > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<string> Answer(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[LongestAnswer];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0) break;
            length += read;
            if (buffer.AsSpan(0, length).Contains((byte)0)) break;
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
