using System.Text;
using System.Text.Json.Nodes;
using Guildhall.Gateway.Etf;
using Guildhall.Gateway.Tests.Harness;

namespace Guildhall.Gateway.Tests.Etf;

public sealed class EtfSessionTests
{
    private const string Plain = "/?v=10&encoding=etf";
    private const string Streamed = "/?v=10&encoding=etf&compress=zlib-stream";

    [Theory]
    [InlineData(Plain)]
    [InlineData(Streamed)]
    public async Task A_session_of_terms_sees_what_one_of_json_sees(string path)
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.ReadyPadding = 100_000;
        using var terms = new TermClient(await house.Connect(path), path == Streamed);
        (await terms.Next())["op"]!.GetValue<int>().ShouldBe(10);
        await terms.Send("""{"op":2,"d":{"token":"user-1","properties":{"os":"linux"},"compress":true}}""");
        var ready = await terms.Next();
        (ready["t"]!.GetValue<string>(), ready["s"]!.GetValue<int>()).ShouldBe(("READY", 1));
        (await terms.Next())["t"]!.GetValue<string>().ShouldBe("GUILD_CREATE");
        var json = await house.Identified("user-2");
        for (var i = 1; i <= 300; i++) await house.Publish(Events.Message(i, i * 37 % 9_000));
        for (var i = 1; i <= 300; i++)
        {
            var expected = JsonNode.Parse((await json.Dispatch("MESSAGE_CREATE")).GetRawText());
            JsonNode.DeepEquals(await terms.Next(), expected).ShouldBeTrue();
        }

        await terms.Send("""{"op":1,"d":301}""");
        (await terms.Next())["op"]!.GetValue<int>().ShouldBe(11);
    }

    [Fact]
    public async Task Op_37_may_be_as_long_as_clients_make_it_in_terms_too()
    {
        await using var house = await GatewayHouse.Start();
        using var terms = new TermClient(await house.Connect(Plain), isStreamed: false);
        await terms.Next();
        await terms.Send("""{"op":2,"d":{"token":"user-1","properties":{"os":"linux"}}}""");
        (await terms.Next())["t"]!.GetValue<string>().ShouldBe("READY");
        var guilds = Enumerable.Range(0, 133).Select(i => 1_000_000_000_000_000_000 + i).Select(id =>
            $"\"{id}\":{{\"typing\":true,\"activities\":true,\"threads\":true,\"channels\":{{\"{id}\":[[0,99]]}}}}");
        var request = $"{{\"subscriptions\":{{{string.Join(',', guilds)}}}}}";
        request.Length.ShouldBeInRange(15_000, 15_400);
        await terms.Send("{\"op\":37,\"d\":" + request + "}");
        (await house.Backend.NextCommand()).ShouldBe("37 " + request);
    }

    [Fact]
    public async Task A_session_may_be_resumed_in_the_other_encoding()
    {
        await using var house = await GatewayHouse.Start();
        var json = await house.Identified("user-1");
        await house.Publish(Events.Message(1));
        await json.Dispatch("MESSAGE_CREATE");
        json.Drop();
        using var terms = new TermClient(await house.Connect(Plain), isStreamed: false);
        await terms.Next();
        await house.Publish(Events.Message(2));
        await terms.Send($$$"""{"op":6,"d":{"token":"user-1","session_id":"{{{json.SessionId}}}","seq":{{{json.Sequence}}}}}""");
        var missed = await terms.Next();
        (missed["t"]!.GetValue<string>(), missed["s"]!.GetValue<long>()).ShouldBe(("MESSAGE_CREATE", json.Sequence + 1));
        (await terms.Next())["t"]!.GetValue<string>().ShouldBe("RESUMED");
    }

    [Theory]
    [InlineData("83740000000264000" + "26F7061016400016461" + "01")] // names that are atoms
    [InlineData("836101")]
    [InlineData("7B226F70223A312C2264223A317D")] // JSON
    [InlineData("8368FF")]
    public async Task What_is_no_term_of_a_payload_closes_with_4002(string payload)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect(Plain);
        await client.SendFrame(2, Convert.FromHexString(payload));
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public void The_term_of_an_event_is_made_once_for_all_sessions()
    {
        var shared = new Guildhall.Gateway.Fanout.SharedPayload("MESSAGE_CREATE", "{\"id\":\"1\""u8.ToArray(), isPrivate: false, ",\"nonce\":1}"u8.ToArray());
        shared.Etf().ShouldBeSameAs(shared.Etf());
        var prefix = new byte[EtfPayload.LongestPrefix];
        foreach (var sequence in (uint[])[1, 255, 256, int.MaxValue, uint.MaxValue])
        {
            byte[] message = [.. prefix.AsSpan(0, EtfPayload.WritePrefix(prefix, sequence)), .. shared.Etf().Entries];
            TermClient.Read(message).ToJsonString().ShouldBe($$$"""{"s":{{{sequence}}},"t":"MESSAGE_CREATE","op":0,"d":{"id":"1","nonce":1}}""");
        }
    }

    /// <summary>A client that speaks terms alone.</summary>
    private sealed class TermClient(WireClient wire, bool isStreamed) : IDisposable
    {
        private readonly Inflater? _inflater = isStreamed ? new Inflater() : null;

        public Task Send(string json) => wire.SendFrame(2, EtfEncoder.Message(Encoding.UTF8.GetBytes(json)));

        public async Task<JsonNode> Next()
        {
            var (opcode, bytes) = await wire.ReadFrame();
            opcode.ShouldBe(2);
            return Read(_inflater is null ? bytes : _inflater.Inflate(bytes));
        }

        public static JsonNode Read(byte[] term)
        {
            var json = new byte[term.Length * EtfDecoder.Growth];
            EtfDecoder.TryWriteJson(term, json, out var length).ShouldBeTrue();
            return JsonNode.Parse(json.AsSpan(0, length))!;
        }

        public void Dispose()
        {
            _inflater?.Dispose();
            wire.Dispose();
        }
    }
}
