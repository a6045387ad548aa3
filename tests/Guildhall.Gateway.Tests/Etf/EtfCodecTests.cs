using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Tests.Etf;

public sealed class EtfCodecTests
{
    // What Erlang's own term_to_binary makes of the same values, with atoms in the short form that every decoder reads.
    [Theory]
    [InlineData("""{"a":1}""", "83740000000" + "16D0000000161" + "6101")]
    [InlineData("""[1,300,-1]""", "836C00000003" + "6101" + "620000012C" + "62FFFFFFFF" + "6A")]
    [InlineData("""[]""", "836A")]
    [InlineData("""{}""", "837400000000")]
    [InlineData("""[true,false,null]""", "836C00000003" + "730474727565" + "730566616C7365" + "73036E696C" + "6A")]
    [InlineData("\"\u00e9\"", "836D00000002C3A9")]
    [InlineData("\"\\u00e9\\n\"", "836D00000003C3A90A")]
    [InlineData("5000000000", "836E050000F2052A01")]
    [InlineData("-5000000000", "836E050100F2052A01")]
    [InlineData("18446744073709551615", "836E0800FFFFFFFFFFFFFFFF")]
    [InlineData("-9223372036854775808", "836E08010000000000000080")]
    [InlineData("1.5", "83463FF8000000000000")]
    public void Values_become_the_terms_that_erlang_makes(string json, string term) =>
        Convert.ToHexString(EtfEncoder.Message(Encoding.UTF8.GetBytes(json))).ShouldBe(term);

    [Theory]
    [InlineData("""{"op":1,"d":251}""")]
    [InlineData("""{"op":2,"d":{"token":"a.b","properties":{"os":"linux"},"intents":33281,"shard":[0,1],"compress":false,"presence":null}}""")]
    [InlineData("""{"a":[[],{},[{"b":[1.25,-7,"\u0000\"\\ 🌿"]}]],"n":1600000000000}""")]
    public void What_a_client_encodes_is_read_as_the_same_json(string json)
    {
        var read = Decoded(EtfEncoder.Message(Encoding.UTF8.GetBytes(json)));
        JsonNode.DeepEquals(JsonNode.Parse(read), JsonNode.Parse(json)).ShouldBeTrue(read);
    }

    [Theory]
    [InlineData("836E080001F0BDE1A5F50B04", "\"291596693701259265\"")] // a snowflake that JSON's numbers would round
    [InlineData("8346427A13B860000000", "1792000000000")] // how encoders of JavaScript write large integers
    [InlineData("836B0003010203", "[1,2,3]")]
    [InlineData("83680261006101", "[0,1]")]
    [InlineData("8364000" + "36E696C", "null")]
    [InlineData("837704" + "74727565", "true")]
    public void Other_forms_of_the_same_values_are_read_too(string term, string json) => Decoded(Convert.FromHexString(term)).ShouldBe(json);

    [Theory]
    [InlineData("")]
    [InlineData("83")]
    [InlineData("7B7D")] // JSON
    [InlineData("8374000000016400016161" + "01")] // a name that is an atom
    [InlineData("83640003666F6F")] // an atom that is no value
    [InlineData("836D00000002C3")] // longer than the message
    [InlineData("836D00000001C3")] // no UTF-8
    [InlineData("8374FFFFFFFF")]
    [InlineData("836CFFFFFFFF6101")]
    [InlineData("836C00000001" + "61016101")] // an improper list
    [InlineData("836E0900010203040506070809")] // more than 64 bits
    [InlineData("83467FF0000000000000")] // infinity
    [InlineData("8350000000056101")] // compressed inside: nothing that could grow is taken
    [InlineData("8361016101")] // something behind it
    public void What_is_no_term_of_a_payload_is_refused(string term) =>
        EtfDecoder.TryWriteJson(Convert.FromHexString(term), new byte[4_096], out _).ShouldBeFalse();

    [Fact]
    public void Depth_has_an_end()
    {
        byte[] Nested(int depth) => [131, .. Enumerable.Repeat<byte[]>([104, 1], depth).SelectMany(bytes => bytes), 97, 1];
        EtfDecoder.TryWriteJson(Nested(EtfDecoder.DepthMax), new byte[4_096], out _).ShouldBeTrue();
        EtfDecoder.TryWriteJson(Nested(EtfDecoder.DepthMax + 1), new byte[4_096], out _).ShouldBeFalse();
        EtfDecoder.TryWriteJson(Nested(2_000), new byte[40_000], out _).ShouldBeFalse();
    }

    [Fact]
    public void A_million_broken_messages_are_refused_or_are_json()
    {
        var random = new Random(31);
        byte[][] seeds =
        [
            .. ((string[])["""{"op":1,"d":251}""", """{"op":2,"d":{"token":"a.b","properties":{"os":"linux"},"intents":33281,"shard":[0,1],"x":[1.5,-7,5000000000,null,true]}}"""])
                .Select(json => EtfEncoder.Message(Encoding.UTF8.GetBytes(json))),
            Convert.FromHexString("83680461006B0003010203640003" + "6E696C6E080001F0BDE1A5F50B04"),
        ];
        byte[] tags = [70, 97, 98, 99, 100, 104, 105, 106, 107, 108, 109, 110, 111, 115, 116, 118, 119, 131, 80, 0, 255];
        var json = new byte[1_024 * EtfDecoder.Growth];
        var taken = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            var message = seeds[i % seeds.Length].ToArray();
            for (var mutations = random.Next(1, 5); mutations > 0; mutations--)
                message[random.Next(message.Length)] = random.Next(2) == 0 ? tags[random.Next(tags.Length)] : (byte)random.Next(256);
            if (random.Next(4) == 0) message = message[..random.Next(message.Length + 1)];
            if (!EtfDecoder.TryWriteJson(message, json, out var length)) continue;
            taken++;
            var reader = new Utf8JsonReader(json.AsSpan(0, length));
            while (reader.Read())
            {
            }
        }

        taken.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void No_message_is_longer_as_json_than_the_room_for_it()
    {
        foreach (var filler in (byte[])[0, 31, (byte)'"', 0x7F, (byte)'a'])
        {
            byte[] message = [131, 109, 0, 0, 4, 0, .. Enumerable.Repeat(filler, 1_024)];
            EtfDecoder.TryWriteJson(message, new byte[message.Length * EtfDecoder.Growth], out _).ShouldBeTrue();
        }

        byte[] list = [131, 107, 4, 0, .. Enumerable.Repeat((byte)255, 1_024)];
        EtfDecoder.TryWriteJson(list, new byte[list.Length * EtfDecoder.Growth], out _).ShouldBeTrue();
        EtfDecoder.TryWriteJson(list, new byte[1_000], out _).ShouldBeFalse();
    }

    private static string Decoded(byte[] term)
    {
        var json = new byte[term.Length * EtfDecoder.Growth];
        EtfDecoder.TryWriteJson(term, json, out var length).ShouldBeTrue();
        return Encoding.UTF8.GetString(json, 0, length);
    }
}
