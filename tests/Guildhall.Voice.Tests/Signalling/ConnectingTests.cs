using System.Text.Json;
using Guildhall.Testing;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>From op 4 of the main gateway to a session of the voice gateway, as a bot does it.</summary>
public sealed class ConnectingTests
{
    [Fact]
    public async Task A_bot_is_told_where_to_connect_and_gets_a_key_of_its_own()
    {
        await using var house = await VoiceHouse.Start();
        var (_, invitation, ada) = await house.Connected("ada");
        invitation.Endpoint.ShouldBe($"127.0.0.1:{house.House.BaseUrl.Port}");
        var ready = await ada.Saw(2);
        ready.GetProperty("ip").GetString().ShouldBe("127.0.0.1");
        ready.GetProperty("port").GetInt32().ShouldBe(50_000);
        ready.GetProperty("modes").EnumerateArray().Select(static mode => mode.GetString()).ShouldBe(["aead_aes256_gcm_rtpsize", "aead_xchacha20_poly1305_rtpsize"]);
        var described = await ada.Saw(4);
        described.GetProperty("mode").GetString().ShouldBe("aead_aes256_gcm_rtpsize");
        var key = described.GetProperty("secret_key").EnumerateArray().Select(static part => (byte)part.GetInt32()).ToArray();
        key.Length.ShouldBe(32);
        var spec = house.Worker.OpenedFor(invitation.User).ShouldNotBeNull();
        spec.AudioSsrc.ShouldBe(ready.GetProperty("ssrc").GetUInt32());
        var (_, given) = house.Worker.Told.OfType<(PeerId, TransportKey)>().Single();
        given.Secret.ShouldBe(key);
        var (_, _, bob) = await house.Connected("bob");
        (await bob.Saw(4)).GetProperty("secret_key").EnumerateArray().Select(static part => (byte)part.GetInt32()).ToArray().ShouldNotBe(key);
        (await bob.Saw(2)).GetProperty("ssrc").GetUInt32().ShouldNotBe(spec.AudioSsrc);
    }

    [Fact]
    public async Task Nobody_comes_in_with_a_token_that_is_not_their_own()
    {
        await using var house = await VoiceHouse.Start();
        var ada = await house.Sit(house.Guild.Owner);
        var bobs = await house.Guild.Join("bob");
        var bob = await house.Sit(bobs);
        object[] refused =
        [
            ada.Identify(user: bob.User), ada.Identify(session: bob.Session), ada.Identify(token: bob.Token), ada.Identify(server: house.Channel),
            ada.Identify(token: "no token"), ada.Identify(token: new string('A', 43)),
        ];
        foreach (var identify in refused)
        {
            await using var client = await VoiceClient.Open(house.House);
            await client.Send(0, identify);
            (await client.Closed()).ShouldBe(4004);
        }

        // A new invitation makes the one before worthless.
        var again = await house.Sit(bobs);
        await using var late = await VoiceClient.Open(house.House);
        await late.Send(0, bob.Identify());
        (await late.Closed()).ShouldBe(4004);
        await using var good = await house.Identified(again);
        // And whoever has left has nothing to come back with.
        await bobs.Gateway.Send(4, new { guild_id = house.Guild.Id, channel_id = (string?)null });
        (await good.Closed()).ShouldBe(4014);
        await using var gone = await VoiceClient.Open(house.House);
        await gone.Send(0, again.Identify());
        (await gone.Closed()).ShouldBe(4004);
    }

    [Fact]
    public async Task Members_learn_of_each_other()
    {
        await using var house = await VoiceHouse.Start();
        var (adas, _, ada) = await house.Connected("ada");
        var (bobs, _, bob) = await house.Connected("bob");
        (await ada.Saw(11)).GetProperty("user_ids").EnumerateArray().Single().GetString().ShouldBe(bobs.Id);
        (await bob.Saw(11)).GetProperty("user_ids").EnumerateArray().Single().GetString().ShouldBe(adas.Id);
        // A newcomer knows whose packets it is about to hear, also of those who are silent.
        (await bob.Saw(5)).GetProperty("ssrc").GetUInt32().ShouldBe((await ada.Saw(2)).GetProperty("ssrc").GetUInt32());
        await bobs.Gateway.Send(4, new { guild_id = house.Guild.Id, channel_id = (string?)null });
        (await ada.Saw(13)).GetProperty("user_id").GetString().ShouldBe(bobs.Id);
        (await bob.Closed()).ShouldBe(4014);
    }

    [Fact]
    public async Task The_newer_connection_of_a_user_takes_the_place_of_the_older_at_once()
    {
        await using var house = await VoiceHouse.Start();
        var (user, _, first) = await house.Connected("ada");
        var (_, _, bob) = await house.Connected("bob");
        var again = await house.Sit(user);
        await using var second = await house.Identified(again);
        (await first.Closed()).ShouldBe(4014);
        await bob.Saw(13);
        house.Worker.Told.OfType<PeerId>().Count().ShouldBe(1);
        house.Voice.Rooms.ActiveCount.ShouldBe(1);
    }

    [Fact]
    public async Task Heartbeats_are_answered_in_the_shape_in_which_they_come()
    {
        await using var house = await VoiceHouse.Start();
        await using var old = await VoiceClient.Open(house.House, "/?v=4");
        await old.Send(3, 1_234_567);
        (await old.Saw(6)).GetInt64().ShouldBe(1_234_567);
        await using var young = await VoiceClient.Open(house.House, "/voice?v=8");
        await young.Send(3, new { t = 99, seq_ack = -1 });
        (await young.Saw(6)).GetProperty("t").GetInt64().ShouldBe(99);
    }

    [Theory]
    [InlineData("{\"op\":5,\"d\":{\"speaking\":1}}", 4003)]
    [InlineData("{\"op\":99,\"d\":{}}", 4001)]
    [InlineData("{\"op\":0,\"d\":{}}", 4002)]
    [InlineData("{\"op\":0,\"d\":null}", 4002)]
    [InlineData("{\"op\":0,\"d\":{\"server_id\":{},\"user_id\":[],\"session_id\":3,\"token\":null}}", 4002)]
    [InlineData("{\"op\":7,\"d\":\"\"}", 4002)]
    [InlineData("{\"op\":7,\"d\":{\"server_id\":\"1\",\"session_id\":\"a\",\"token\":\"b\",\"seq_ack\":1}}", 4006)]
    [InlineData("{\"op\":3,\"d\":{}}", 4002)]
    [InlineData("{\"op\":3,\"d\":\"soon\"}", 4002)]
    [InlineData("{\"op\":\"0\"}", 4002)]
    [InlineData("[]", 4002)]
    [InlineData("", 4002)]
    [InlineData("{", 4002)]
    public async Task What_a_stranger_says_wrong_closes_the_socket_with_its_code(string said, int code)
    {
        await using var house = await VoiceHouse.Start();
        await using var client = await VoiceClient.Open(house.House);
        await client.SendText(said);
        (await client.Closed()).ShouldBe(code);
    }

    [Theory]
    [InlineData("{\"op\":0,\"d\":{}}", 4005)]
    [InlineData("{\"op\":7,\"d\":{}}", 4005)]
    [InlineData("{\"op\":1,\"d\":{}}", 4020)]
    [InlineData("{\"op\":1,\"d\":{\"protocol\":\"tcp\",\"data\":{}}}", 4012)]
    [InlineData("{\"op\":1,\"d\":{\"protocol\":\"udp\",\"data\":{\"address\":\"127.0.0.1\",\"port\":70000,\"mode\":\"aead_aes256_gcm_rtpsize\"}}}", 4020)]
    [InlineData("{\"op\":1,\"d\":{\"protocol\":\"udp\",\"data\":{\"address\":\"127.0.0.1\",\"port\":7,\"mode\":\"xsalsa20_poly1305\"}}}", 4016)]
    [InlineData("{\"op\":1,\"d\":{\"protocol\":\"webrtc\",\"data\":{\"sdp\":\"v=0\"}}}", 0)]
    [InlineData("{\"op\":5,\"d\":{\"speaking\":\"loud\"}}", 4002)]
    [InlineData("{\"op\":5,\"d\":[]}", 4002)]
    [InlineData("{\"op\":23,\"d\":7}", 4002)]
    [InlineData("{\"op\":26,\"d\":{}}", 4002)]
    [InlineData("{\"op\":2,\"d\":{}}", 4001)]
    [InlineData("binary", 4001)]
    [InlineData("empty", 4002)]
    public async Task What_a_member_says_wrong_closes_the_socket_with_its_code(string said, int code)
    {
        await using var house = await VoiceHouse.Start();
        await using var client = await house.Identified(await house.Sit(house.Guild.Owner));
        if (said == "binary") await client.SendBinary(77, 1, 2);
        else if (said == "empty") await client.SendBinary();
        else await client.SendText(said);
        var closed = await client.Closed();
        if (code != 0) closed.ShouldBe(code);
        else closed.ShouldBeOneOf(4012, 4020);
    }

    [Fact]
    public async Task A_message_larger_than_any_is_refused_before_its_end()
    {
        await using var house = await VoiceHouse.Start();
        await using var client = await VoiceClient.Open(house.House);
        await client.SendText(new string(' ', VoiceLimits.ClientFrameBytes * 2));
        (await client.Closed()).ShouldBe(4002);
    }

    [Fact]
    public async Task A_client_that_says_too_much_is_sent_away()
    {
        await using var house = await VoiceHouse.Start(new ManualTime());
        await using var client = await VoiceClient.Open(house.House);
        for (var i = 0; i <= VoiceLimits.ClientBurst; i++) await client.Send(3, new { t = i, seq_ack = -1 });
        (await client.Closed()).ShouldBe(4021);
    }

    [Fact]
    public async Task A_client_that_does_not_say_who_it_is_is_not_waited_for()
    {
        var time = new ManualTime();
        await using var house = await VoiceHouse.Start(time);
        await using var client = await VoiceClient.Open(house.House);
        time.Advance(TimeSpan.FromSeconds(21));
        (await client.Closed()).ShouldBe(4009);
    }

    [Fact]
    public async Task A_client_without_a_heartbeat_is_sent_away()
    {
        var time = new ManualTime();
        await using var house = await VoiceHouse.Start(time);
        var (_, _, ada) = await house.Connected("ada");
        time.Advance(TimeSpan.FromSeconds(30));
        await ada.Send(3, new { t = 1, seq_ack = 1 });
        await ada.Saw(6);
        time.Advance(TimeSpan.FromSeconds(30));
        ada.CloseCode.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(5));
        (await ada.Closed()).ShouldBe(4009);
    }
}
