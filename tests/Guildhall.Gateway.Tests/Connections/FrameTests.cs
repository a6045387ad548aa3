using System.Buffers;
using System.Text;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Tests.Harness;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class FrameTests
{
    [Fact]
    public void However_a_stream_is_cut_it_holds_the_same_messages()
    {
        var random = new Random(4_711);
        for (var run = 0; run < 300; run++)
        {
            var (stream, expected) = RandomStream(random);
            Decode(stream, random, pieces: 1).ShouldBe(expected);
            Decode(stream, random, pieces: random.Next(1, 40)).ShouldBe(expected);
            Decode(stream, random, pieces: stream.Length).ShouldBe(expected);
        }
    }

    [Fact]
    public void Noise_never_throws()
    {
        var random = new Random(815);
        for (var run = 0; run < 20_000; run++)
        {
            var (bytes, _) = run % 2 == 0 ? RandomStream(random) : ([], []);
            if (run % 2 != 0) random.NextBytes(bytes = new byte[random.Next(200)]);
            for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Decode(bytes, random, random.Next(1, 5));
        }
    }

    [Fact]
    public void Payload_noise_never_throws()
    {
        var random = new Random(99);
        var sample = Encoding.UTF8.GetBytes("""{"op":1,"d":[{"a":"\u00e4\n"},1e400,null,true],"s":null,"t":"x"}""");
        for (var run = 0; run < 50_000; run++)
        {
            var bytes = (byte[])sample.Clone();
            for (var change = random.Next(5); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = ClientPayload.TryParse(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out _);
        }

        ClientPayload.TryParse(Encoding.UTF8.GetBytes("{\"op\":2,\"d\":" + new string('[', 2_000)), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 5, true, 1, true)]
    [InlineData(1, 5, true, 4, true)]
    [InlineData(1, 5, true, 0, false)]
    [InlineData(3, 5, true, 0, true)]
    [InlineData(11, 5, true, 0, true)]
    [InlineData(9, 126, true, 0, true)]
    [InlineData(9, 5, false, 0, true)]
    [InlineData(8, 1, true, 0, true)]
    [InlineData(0, 5, true, 0, true)]
    [InlineData(1, 4097, true, 0, true)]
    [InlineData(1, 70_000, true, 0, true)]
    public async Task A_frame_against_the_rules_closes_with_4002(int opcode, int length, bool isFinal, int reserved, bool isMasked)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        await client.SendFrame(opcode, new byte[length], isFinal, reserved, isMasked);
        (await client.Closed()).ShouldBe(4002);
    }

    [Theory]
    [InlineData("""{"op":8,"\ud800":1}""")]
    [InlineData("""{"op":8,"d":{"\ud800":1}}""")]
    [InlineData("""{"op":3,"d":{"status":"\udc00"}}""")]
    public async Task Half_a_character_closes_a_session_with_4002(string payload)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await client.Send(payload);
        (await client.Closed()).ShouldBe(4002);
    }

    [Theory]
    [InlineData("""{"op":6,"d":{"token":"?","session_id":"x","seq":1}}""")]
    [InlineData("""{"op":2,"d":{"token":"x","?":1}}""")]
    public async Task A_binary_message_that_is_no_utf8_closes_with_4002(string payload)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        var bytes = Encoding.UTF8.GetBytes(payload);
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xB0;
        await client.SendFrame(2, bytes);
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public async Task A_text_that_is_no_utf8_closes_with_4002()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        await client.SendFrame(1, [.. """{"op":1,"d":null,"x":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public async Task Fragments_are_put_together_around_a_ping_and_bounded_together()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        var identify = Encoding.UTF8.GetBytes("""{"op":2,"d":{"token":"user-1"}}""");
        await client.SendFrame(1, identify[..9], isFinal: false);
        await client.SendFrame(9, "are you there"u8.ToArray());
        await client.SendFrame(0, identify[9..20], isFinal: false);
        var (opcode, pong) = await client.ReadFrame();
        (opcode, Encoding.UTF8.GetString(pong)).ShouldBe((10, "are you there"));
        await client.SendFrame(0, identify[20..]);
        await client.Dispatch("READY");
        await client.Dispatch("GUILD_CREATE");

        await client.SendFrame(9, [1, 2, 3]);
        (opcode, pong) = await client.ReadFrame();
        opcode.ShouldBe(10);
        pong.ShouldBe([1, 2, 3]);

        await client.SendFrame(1, new byte[4_000], isFinal: false);
        await client.SendFrame(0, new byte[97]);
        (await client.Closed()).ShouldBe(4002);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Op_37_may_be_as_long_as_clients_make_it(int pieces)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        var request = Subscriptions(15_360);
        var payload = Encoding.UTF8.GetBytes("{\"op\":37,\"d\":" + request + "}");
        var size = (payload.Length + pieces - 1) / pieces;
        for (var at = 0; at < payload.Length; at += size)
            await client.SendFrame(at == 0 ? 1 : 0, payload[at..Math.Min(at + size, payload.Length)], at + size >= payload.Length);
        (await house.Backend.NextCommand()).ShouldBe("37 " + request);
    }

    [Theory]
    [InlineData(37, Limits.GatewaySubscriptionsBytes + 1)]
    [InlineData(14, Limits.GatewayPayloadBytes + 1)]
    [InlineData(8, Limits.GatewayPayloadBytes + 1)]
    [InlineData(1, Limits.GatewayPayloadBytes + 1)]
    public async Task A_payload_that_is_longer_than_its_op_may_be_closes_a_session_with_4002(int op, int length)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        var start = $"{{\"op\":{op},\"d\":{{\"x\":\"";
        await client.Send(start + new string('x', length - start.Length - 3) + "\"}}");
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public async Task A_payload_may_be_exactly_as_long_as_is_allowed()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        var start = "{\"op\":8,\"d\":{\"x\":\"";
        await client.Send(start + new string('x', Limits.GatewayPayloadBytes - start.Length - 3) + "\"}}");
        (await house.Backend.NextCommand()).Length.ShouldBeGreaterThan(4_000);
    }

    [Fact]
    public async Task Only_a_session_may_send_a_long_op_37()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        await client.Send("{\"op\":37,\"d\":" + Subscriptions(5_000) + "}");
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public async Task A_heartbeat_in_a_binary_frame_counts()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await client.SendFrame(2, """{"op":1,"d":2}"""u8.ToArray());
        await client.Op(11);
    }

    /// <summary>What a client of many guilds asks for: entries up to so many characters, counted as clients do.</summary>
    private static string Subscriptions(int characters)
    {
        var text = new StringBuilder("{\"subscriptions\":{");
        for (var guild = 1_000_000_000_000_000_000UL; ; guild++)
        {
            var entry = $"\"{guild}\":{{\"typing\":true,\"activities\":true,\"threads\":true,\"channels\":{{\"{guild}\":[[0,99]]}}}}";
            characters -= entry.Length + 2;
            if (characters < 0) return text.Append("}}").ToString();
            if (text[^1] != '{') text.Append(',');
            text.Append(entry);
        }
    }

    private static (byte[] Stream, List<string> Expected) RandomStream(Random random)
    {
        List<byte> stream = [];
        List<string> expected = [];
        for (var message = random.Next(1, 8); message > 0; message--)
        {
            var payload = new byte[random.Next(5) switch { 0 => 0, 1 => random.Next(126), 2 => random.Next(120, 130), 3 => 4_096, _ => random.Next(4_097) }];
            random.NextBytes(payload);
            var cuts = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(payload.Length + 1)).Order().Append(payload.Length).ToArray();
            var from = 0;
            for (var i = 0; i < cuts.Length; i++)
            {
                stream.AddRange(WireClient.Frame(i == 0 ? 2 : 0, payload[from..cuts[i]], i == cuts.Length - 1));
                from = cuts[i];
                if (i == cuts.Length - 1) expected.Add("Message " + Convert.ToHexString(payload));
                if (random.Next(3) != 0) continue;
                var control = new byte[random.Next(126)];
                random.NextBytes(control);
                stream.AddRange(WireClient.Frame(random.Next(9, 11), control));
                expected.Add((stream[^(control.Length + 6)] == 0x89 ? "Ping " : "Pong ") + Convert.ToHexString(control));
            }
        }

        return ([.. stream], expected);
    }

    /// <summary>Feeds a stream in pieces, as a pipe does: what was not taken comes again with the next piece.</summary>
    private static List<string> Decode(byte[] stream, Random random, int pieces)
    {
        var decoder = new FrameDecoder();
        var scratch = new byte[Limits.GatewayPayloadBytes];
        List<string> seen = [];
        var taken = 0;
        var ends = Enumerable.Range(1, Math.Max(0, pieces - 1))
            .Select(i => pieces == stream.Length ? i : random.Next(stream.Length + 1)).Order().Append(stream.Length);
        foreach (var end in ends)
        {
            var buffer = Split(stream.AsMemory(taken, Math.Max(0, end - taken)), random);
            var before = buffer.Length;
            FrameKind kind;
            while ((kind = decoder.Next(ref buffer, scratch, out var length)) is not (FrameKind.Incomplete or FrameKind.Violation))
                seen.Add($"{kind} {Convert.ToHexString(scratch, 0, length)}");
            if (kind == FrameKind.Violation) break;
            taken += (int)(before - buffer.Length);
        }

        decoder.Forget();
        return seen;
    }

    private static ReadOnlySequence<byte> Split(ReadOnlyMemory<byte> bytes, Random random)
    {
        if (bytes.Length < 2 || random.Next(2) == 0) return new ReadOnlySequence<byte>(bytes);
        var middle = random.Next(1, bytes.Length);
        var first = new Segment(bytes[..middle], 0);
        var last = first.Append(bytes[middle..]);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
