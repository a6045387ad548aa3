using System.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Tests.Harness;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class ZstdTests
{
    [Fact]
    public void The_library_is_here_and_passes_its_own_test() => ZstdSplice.IsAvailable.ShouldBeTrue();

    [Fact]
    public void Blocks_that_many_share_are_right_at_any_place_of_any_stream()
    {
        var random = new Random(20_261_122);
        var texts = Enumerable.Range(0, 400).Select(i => Hostile.Text(random, i)).ToArray();
        var blocks = texts.Select(text => ZstdSplice.Compress(text)).ToArray();
        for (var stream = 0; stream < 20; stream++)
        {
            using var decoder = new ZstdDecoder();
            for (var sequence = 1; sequence <= 500; sequence++)
            {
                var pick = random.Next(texts.Length);
                var prefix = Encoding.ASCII.GetBytes($"{{\"s\":{sequence}");
                var header = new byte[ZstdSplice.BlockHeader];
                ZstdSplice.WriteRawHeader(header, prefix.Length);
                byte[] message = [.. sequence == 1 ? ZstdSplice.StreamStart : default, .. header, .. prefix, .. blocks[pick]];
                var decoded = decoder.Decode(message, prefix.Length + texts[pick].Length + 1);
                decoded.AsSpan().SequenceEqual((byte[])[.. prefix, .. texts[pick]]).ShouldBeTrue($"stream {stream}, message {sequence}, text {pick}");
            }
        }
    }

    [Fact]
    public void Without_the_rule_about_distances_a_decoder_reads_something_else()
    {
        // The reason for the rule, so that nobody takes it for needless: the plain blocks of libzstd go wrong in a spliced stream.
        var random = new Random(7);
        var wrong = 0;
        using var decoder = new ZstdDecoder();
        decoder.Decode(ZstdSplice.StreamStart, 1);
        for (var i = 0; i < 300; i++)
        {
            var text = Hostile.Text(random, i % 50);
            var decoded = decoder.Decode(PlainBlocks(text), text.Length + 1);
            if (!decoded.AsSpan().SequenceEqual(text)) wrong++;
        }

        wrong.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("etf")]
    public async Task A_session_in_a_zstd_stream_sees_what_a_plain_one_sees(string encoding)
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.ReadyPadding = 300_000;
        var path = $"/?v=10&encoding={encoding}&compress=zstd-stream";
        var compressed = await house.Identified("user-1", path);
        var plain = await house.Identified("user-2");
        for (var i = 1; i <= 200; i++) await house.Publish(Events.Message(i, i * 37 % 9_000));
        for (var i = 1; i <= 200; i++)
            (await compressed.Dispatch("MESSAGE_CREATE")).GetProperty("d").GetRawText().ShouldBe((await plain.Dispatch("MESSAGE_CREATE")).GetProperty("d").GetRawText());
        await compressed.Heartbeat();
        await compressed.Op(11);
        compressed.Drop();
        await house.Publish(Events.Message(201));
        var back = await house.Connect(path);
        await back.Hello();
        back.Sequence = compressed.Sequence;
        await back.Resume("user-1", compressed.SessionId, compressed.Sequence);
        await back.Dispatch("MESSAGE_CREATE");
        await back.Dispatch("RESUMED");
    }

    private static unsafe byte[] PlainBlocks(byte[] text)
    {
        var target = new byte[text.Length + 1_024];
        var context = ZstdLibrary.CreateContext();
        ZstdLibrary.Checked(ZstdLibrary.SetParameter(context, ZstdLibrary.Parameter.WindowLog, ZstdSplice.WindowLog));
        try
        {
            fixed (byte* from = text)
            fixed (byte* to = target)
            {
                var input = new ZstdLibrary.Piece { Bytes = from, Size = (nuint)text.Length };
                var output = new ZstdLibrary.Piece { Bytes = to, Size = (nuint)target.Length };
                ZstdLibrary.Checked(ZstdLibrary.CompressStream(context, &output, &input, ZstdLibrary.Directive.Flush)).ShouldBe(0);
                return target[6..(int)output.At];
            }
        }
        finally
        {
            ZstdLibrary.FreeContext(context);
        }
    }
}
