using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Handover;

namespace Guildhall.Gateway.Tests.Handover;

/// <summary>The bytes of a hand-over: what is written is what is read, and nothing else can be read into harm.</summary>
public sealed class HandoverFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20_261_122)]
    [InlineData(4_711)]
    public void What_is_read_is_what_was_written(int seed)
    {
        var random = new Random(seed);
        var content = Content(random, sessions: 200);
        var read = Read(Write(content));
        (read.At, read.Node, read.LastNumber).ShouldBe((content.At, content.Node, content.LastNumber));
        read.IdKey.ShouldBe(content.IdKey);
        read.Records.ShouldBe(content.Records);
        read.Sessions.Count.ShouldBe(content.Sessions.Count);
        foreach (var (was, now) in content.Sessions.Zip(read.Sessions))
        {
            (now with { Kept = was.Kept, Audiences = was.Audiences }).ShouldBe(was);
            now.Audiences.ShouldBe(was.Audiences);
            now.Kept.Select(Text).ShouldBe(was.Kept.Select(Text));
            now.Kept.Select(payload => payload.IsPrivate).ShouldBe(was.Kept.Select(payload => payload.IsPrivate));
        }
    }

    [Fact]
    public void An_event_that_many_share_is_written_and_read_as_one()
    {
        var shared = new SharedPayload("MESSAGE_CREATE", new byte[100_000], isPrivate: false);
        var content = Content(new Random(5), sessions: 50);
        content = content with { Sessions = [.. content.Sessions.Select(session => session with { Kept = [shared], Sent = 1, Last = 1 })] };
        var bytes = Write(content);
        bytes.Length.ShouldBeLessThan(120_000);
        var read = Read(bytes);
        read.Sessions.Select(session => session.Kept[0]).Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(99)]
    public void Broken_bytes_are_refused_without_a_crash_and_without_much_memory(int seed)
    {
        var random = new Random(seed);
        var whole = Write(Content(random, sessions: 5));
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = whole.AsSpan(0, random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
            for (var flips = random.Next(6); flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(bytes);
            }
            catch (Exception refused) when (refused is InvalidDataException or EndOfStreamException or FormatException)
            {
                // As documented.
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L * whole.Length);
        }
    }

    private static HandoverContent Content(Random random, int sessions)
    {
        var shared = Enumerable.Range(0, 300).Select(_ => Payload(random, isPrivate: false)).ToArray();
        return new HandoverContent
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(1L << 40)),
            Node = 3,
            IdKey = Bytes(random, 32),
            LastNumber = (ulong)random.NextInt64(),
            Sessions = [.. Enumerable.Range(0, sessions).Select(_ => Session(random, shared))],
            Records = [.. Enumerable.Range(0, 20).Select(_ => Bytes(random, random.Next(500)))],
        };
    }

    private static HandedSession Session(Random random, SharedPayload[] shared)
    {
        var from = random.Next(shared.Length);
        SharedPayload[] kept = [.. shared[from..random.Next(from, shared.Length)], .. Enumerable.Range(0, random.Next(3)).Select(_ => Payload(random, isPrivate: true))];
        var last = (uint)(kept.Length + random.Next(1, 1_000_000));
        return new HandedSession(
            new SessionRef((ulong)random.NextInt64()), (ulong)random.NextInt64(), new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()),
            new UserId((ulong)random.NextInt64()), (Intents)random.Next(), (short)random.Next(50, 250), random.Next(2) == 0)
        {
            Sent = last - (uint)random.Next(kept.Length + 1),
            Last = last,
            Kept = kept,
            Audiences = [.. Enumerable.Range(0, random.Next(30)).Select(_ => (ulong)random.Next(100))],
        };
    }

    private static SharedPayload Payload(Random random, bool isPrivate) =>
        new("MESSAGE_" + random.Next(3), Bytes(random, random.Next(300)), isPrivate, Bytes(random, random.Next(2) * random.Next(20)));

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(SharedPayload payload)
    {
        var bytes = new byte[payload.Length];
        payload.CopyTo(bytes);
        return Convert.ToHexString(bytes);
    }

    private static byte[] Write(HandoverContent content)
    {
        using var stream = new MemoryStream();
        using (var writer = new HandoverWriter(stream)) writer.Write(content).ShouldBe(content.Sessions.Count);
        return stream.ToArray();
    }

    private static HandoverContent Read(byte[] bytes)
    {
        using var reader = new HandoverReader(new MemoryStream(bytes));
        return reader.Read();
    }
}
