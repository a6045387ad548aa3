using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class PrivateStreamTests
{
    private const long Plenty = 1024 * 1024;

    [Theory]
    [InlineData("zlib-stream", WireFormat.JsonInZlib)]
    [InlineData("zstd-stream", WireFormat.JsonInZstd)]
    [InlineData("zlib-stream", WireFormat.EtfInZlib)]
    [InlineData("zstd-stream", WireFormat.EtfInZstd)]
    public void A_stream_that_changes_hands_at_any_message_is_read_right(string compression, object wireFormat)
    {
        var format = (WireFormat)wireFormat;
        var random = new Random(3);
        var streams = new PrivateStreams(Plenty);
        var composer = new FrameComposer(format);
        var output = new ArrayBufferWriter<byte>();
        using var reader = new Reader(compression);
        var hasBeenPrivate = false;
        for (var sequence = 1u; sequence <= 3_000; sequence++)
        {
            switch (random.Next(40))
            {
                case 0: composer.Review(streams, isMobile: true); break;
                case 1: composer.Review(null, isMobile: false); break;
                case 2:
                    composer.WriteControl(output, ControlMessage.HeartbeatAck);
                    Encoding.UTF8.GetString(JsonOf(format, reader.Read(output))).ShouldContain("\"op\":11");
                    break;
                default: break;
            }

            hasBeenPrivate |= streams.Count > 0;
            var size = random.Next(30) == 0 ? 40_000 : random.Next(800);
            var body = $"{{\"n\":{sequence},\"text\":\"{new string((char)('a' + (sequence % 26)), size % 60)}{"grün"}\",\"more\":\"{Convert.ToBase64String(new byte[size])}\"}}";
            composer.WriteDispatch(output, sequence, new SharedPayload("MESSAGE_CREATE", Encoding.UTF8.GetBytes(body), isPrivate: false));
            var json = Encoding.UTF8.GetString(JsonOf(format, reader.Read(output))).TrimStart(' ');
            var expected = $"{{\"s\":{sequence},\"t\":\"MESSAGE_CREATE\",\"op\":0,\"d\":{body}}}";
            if (format < WireFormat.Etf) json.ShouldBe(expected);
            else JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(expected)).ShouldBeTrue($"message {sequence}");
        }

        composer.Review(null, isMobile: false);
        (streams.Count, streams.Bytes).ShouldBe((0, 0));
        hasBeenPrivate.ShouldBe(format != WireFormat.EtfInZstd, "a term has no room for the lead-in of zstd");
    }

    [Theory]
    [InlineData("json", "zlib-stream")]
    [InlineData("json", "zstd-stream")]
    [InlineData("etf", "zlib-stream")]
    public async Task A_phone_gets_a_compressor_of_its_own_until_its_channel_is_busy(string encoding, string compression)
    {
        // Time stands still: a look at the connection on the way would begin counting anew.
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1, EventsPerWindow = 100_000 }, new ManualTime());
        house.Backend.ReadyPadding = 50_000;
        var phone = await Phone(house, "user-1", $"/?v=10&encoding={encoding}&compress={compression}");
        house.Gateway.Metrics.PrivateStreams.ShouldBe(1);
        for (var i = 1; i <= GatewayLimits.PrivateEvents + 50; i++)
        {
            await house.Publish(Events.Message(i, i % 50));
            (await phone.Dispatch("MESSAGE_CREATE")).GetProperty("d").GetProperty("n").GetInt32().ShouldBe(i);
            if (i % 100 != 0) continue;
            await phone.Heartbeat();
            await phone.Op(11);
        }

        house.Gateway.Metrics.PrivateStreams.ShouldBe(0);
    }

    [Fact]
    public async Task Compressors_stay_within_their_budget_and_come_back_when_a_connection_ends()
    {
        await using var house = await GatewayHouse.Start(
            new GatewayOptions { Shards = 1, EventsPerWindow = 100_000, CompressionMemory = ZlibPrivateStream.Cost + 1 });
        var first = await Phone(house, "user-1", "/?v=10&encoding=json&compress=zlib-stream");
        var second = await Phone(house, "user-2", "/?v=10&encoding=json&compress=zlib-stream");
        house.Gateway.Metrics.PrivateStreams.ShouldBe(1);
        await first.SendClose(1000);
        await first.Closed();
        await house.Backend.NextEnded();
        house.Gateway.Metrics.PrivateStreams.ShouldBe(0);
        await Phone(house, "user-3", "/?v=10&encoding=json&compress=zlib-stream");
        house.Gateway.Metrics.PrivateStreams.ShouldBe(1);
        await house.Publish(Events.Message(1));
        await second.Dispatch("MESSAGE_CREATE");
    }

    [Fact]
    public void A_quiet_connection_gets_one_when_it_is_looked_at_and_a_silent_or_busy_one_does_not()
    {
        var streams = new PrivateStreams(Plenty);
        var (quiet, busy, plain) = (new FrameComposer(WireFormat.JsonInZlib), new FrameComposer(WireFormat.JsonInZlib), new FrameComposer(WireFormat.Json));
        quiet.Review(streams, isMobile: false);
        streams.Count.ShouldBe(0);
        Say(ref quiet, 10);
        Say(ref busy, GatewayLimits.PrivateEvents);
        Say(ref plain, 10);
        foreach (var one in new[] { 0, 1 })
        {
            quiet.Review(streams, isMobile: false);
            if (one == 0) busy.Review(streams, isMobile: false);
            if (one == 0) plain.Review(streams, isMobile: true);
            streams.Count.ShouldBe(1 - one); // looked at again without an event between, the quiet one gives it back
        }
    }

    private static void Say(ref FrameComposer composer, int events)
    {
        var output = new ArrayBufferWriter<byte>();
        for (var i = 1u; i <= events; i++) composer.WriteDispatch(output, i, new SharedPayload("X", "{}"u8.ToArray(), isPrivate: false));
    }

    private static async Task<WireClient> Phone(GatewayHouse house, string token, string path)
    {
        var client = await house.Connect(path);
        await client.Hello();
        await client.Send("""{"op":2,"d":{"properties":{"os":"Android","browser":"Discord Android"},"token":"TOKEN"}}""".Replace("TOKEN", token, StringComparison.Ordinal));
        await client.Dispatch("READY");
        await client.Dispatch("GUILD_CREATE");
        return client;
    }

    private static byte[] JsonOf(WireFormat format, byte[] message)
    {
        if (format < WireFormat.Etf) return message;
        var json = new byte[message.Length * Guildhall.Gateway.Etf.EtfDecoder.Growth];
        Guildhall.Gateway.Etf.EtfDecoder.TryWriteJson(message, json, out var length).ShouldBeTrue();
        return json[..length];
    }

    /// <summary>Reads the one frame that was written, as its client does.</summary>
    private sealed class Reader(string compression) : IDisposable
    {
        private readonly Inflater? _zlib = compression == "zlib-stream" ? new Inflater() : null;
        private readonly ZstdDecoder? _zstd = compression == "zstd-stream" ? new ZstdDecoder() : null;

        public byte[] Read(ArrayBufferWriter<byte> output)
        {
            var frame = output.WrittenSpan;
            frame[0].ShouldBe(FrameWriter.Binary);
            var head = frame[1] switch { 127 => 10, 126 => 4, _ => 2 };
            var length = frame[1] switch
            {
                127 => (int)BinaryPrimitives.ReadUInt64BigEndian(frame[2..]),
                126 => BinaryPrimitives.ReadUInt16BigEndian(frame[2..]),
                var small => small,
            };
            frame.Length.ShouldBe(head + length);
            var payload = frame[head..].ToArray();
            output.ResetWrittenCount();
            return _zlib is not null ? _zlib.Inflate(payload) : _zstd!.Decode(payload, 200_000);
        }

        public void Dispose()
        {
            _zlib?.Dispose();
            _zstd?.Dispose();
        }
    }
}
