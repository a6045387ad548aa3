using System.IO.Compression;
using System.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Tests.Harness;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class CompressionTests
{
    [Fact]
    public void A_stream_of_spliced_messages_is_one_valid_zlib_stream()
    {
        var random = new Random(5);
        using var stream = new MemoryStream();
        var plain = new StringBuilder();
        stream.Write(ZlibSplice.StreamStart);
        var shared = Enumerable.Range(0, 20).Select(i => $",\"t\":\"X\",\"op\":0,\"d\":{{\"n\":{i},\"text\":\"{new string((char)('a' + i), random.Next(5_000))}\"}}}}").ToArray();
        var blocks = shared.Select(text => ZlibSplice.Deflate(Encoding.UTF8.GetBytes(text))).ToArray();
        var header = new byte[ZlibSplice.StoredHeader];
        for (var sequence = 1; sequence <= 500; sequence++)
        {
            var pick = random.Next(shared.Length);
            var prefix = Encoding.UTF8.GetBytes($"{{\"s\":{sequence}");
            ZlibSplice.WriteStoredHeader(header, prefix.Length);
            stream.Write(header);
            stream.Write(prefix);
            stream.Write(blocks[pick]);
            blocks[pick].AsSpan()[^4..].ToArray().ShouldBe([0, 0, 0xFF, 0xFF]);
            plain.Append(Encoding.UTF8.GetString(prefix)).Append(shared[pick]);
        }

        // The end that a connection never sends: an empty last block, and the checksum, which proves every byte.
        var expected = Encoding.UTF8.GetBytes(plain.ToString());
        stream.Write([0x03, 0x00]);
        stream.Write(Adler32(expected));
        stream.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionMode.Decompress)) zlib.CopyTo(inflated);
        inflated.ToArray().ShouldBe(expected);
    }

    [Fact]
    public async Task A_compressed_session_sees_what_a_plain_one_sees()
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.ReadyPadding = 100_000;
        var compressed = await house.Identified("user-1", "/?v=10&encoding=json&compress=zlib-stream");
        var plain = await house.Identified("user-2");
        for (var i = 1; i <= 200; i++) await house.Publish(Events.Message(i, i * 37 % 9_000));
        for (var i = 1; i <= 200; i++)
            (await compressed.Dispatch("MESSAGE_CREATE")).GetRawText().ShouldBe((await plain.Dispatch("MESSAGE_CREATE")).GetRawText());
        await compressed.Heartbeat();
        await compressed.Op(11);
        compressed.Drop();
        await house.Publish(Events.Message(201));
        var back = await house.Connect("/?v=10&encoding=json&compress=zlib-stream");
        await back.Hello();
        back.Sequence = compressed.Sequence;
        await back.Resume("user-1", compressed.SessionId, compressed.Sequence);
        await back.Dispatch("MESSAGE_CREATE");
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task Payload_compression_makes_a_large_ready_a_zlib_message_of_its_own()
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.ReadyPadding = 50_000;
        var client = await house.Connect();
        await client.Hello();
        await client.Identify("user-1", more: ",\"compress\":true");
        var (opcode, bytes) = await client.ReadFrame();
        opcode.ShouldBe(2);
        bytes.Length.ShouldBeLessThan(5_000);
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var ready = await System.Text.Json.JsonDocument.ParseAsync(zlib);
        ready.RootElement.GetProperty("t").GetString().ShouldBe("READY");
        (await client.ReadFrame()).Opcode.ShouldBe(1);
    }

    private static byte[] Adler32(byte[] bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes)
        {
            a = (a + value) % 65_521;
            b = (b + a) % 65_521;
        }

        return [(byte)(b >> 8), (byte)b, (byte)(a >> 8), (byte)a];
    }
}
