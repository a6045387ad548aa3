using System.Net;
using System.Text.Json;
using Guildhall.Community.Calls;
using Guildhall.Testing;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>What becomes of connections: sockets and workers are lost, rights change, people speak.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_lost_socket_is_resumed_and_hears_what_it_has_missed()
    {
        await using var house = await VoiceHouse.Start();
        var (_, invitation, ada) = await house.Connected("ada");
        var seen = ada.Sequence;
        seen.ShouldBeGreaterThan(0);
        ada.Drop();
        await ada.Closed();
        var (bobs, _, bob) = await house.Connected("bob");
        await using var back = await VoiceClient.Open(house.House);
        await back.Send(7, invitation.Resume(seen));
        await back.Saw(9);
        (await back.Saw(11)).GetProperty("user_ids").EnumerateArray().Single().GetString().ShouldBe(bobs.Id);
        back.All(2).ShouldBeEmpty();
        await bob.Send(5, new { speaking = 1, delay = 0, ssrc = 1 });
        await back.Saw(5, said => said.GetProperty("speaking").GetInt32() == 1);
        // Bob never knew that she was away.
        bob.All(13).ShouldBeEmpty();
        house.Worker.Told.OfType<PeerId>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_is_not_resumed_behind_what_is_kept_nor_by_others()
    {
        await using var house = await VoiceHouse.Start();
        var (_, invitation, ada) = await house.Connected("ada");
        ada.Drop();
        await ada.Closed();
        object[] refused = [invitation.Resume(4_000), (invitation with { Token = new string('A', 43) }).Resume(1), (invitation with { Session = "another" }).Resume(1)];
        foreach (var resume in refused)
        {
            await using var client = await VoiceClient.Open(house.House);
            await client.Send(7, resume);
            (await client.Closed()).ShouldBe(4006);
        }
    }

    [Fact]
    public async Task Who_does_not_come_back_loses_the_seat()
    {
        var time = new ManualTime();
        await using var house = await VoiceHouse.Start(time);
        var (_, _, ada) = await house.Connected("ada");
        var (bobs, _, bob) = await house.Connected("bob");
        bob.Drop();
        await bob.Closed();
        await Until.Holds(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Beat(ada, house.Guild.Owner, bobs);
            return ada.All(13).Count > 0;
        });
        await house.Guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("user_id").GetString() == bobs.Id && seen.GetProperty("channel_id").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Speaking_is_spread_unless_one_is_muted()
    {
        await using var house = await VoiceHouse.Start();
        var (adas, _, ada) = await house.Connected("ada");
        var (bobs, _, bob) = await house.Connected("bob", mute: true);
        await bob.Send(5, new { speaking = 1, delay = 0, ssrc = 1 });
        await ada.Send(5, new { speaking = 5, delay = 0, ssrc = 1 });
        // The owner may speak with priority.
        var told = await bob.Saw(5, said => said.GetProperty("speaking").GetInt32() != 0);
        (told.GetProperty("user_id").GetString(), told.GetProperty("speaking").GetInt32()).ShouldBe((adas.Id, 5));
        ada.All(5).ShouldBeEmpty();
        await bobs.Gateway.Send(4, new { guild_id = house.Guild.Id, channel_id = house.Channel, self_mute = false, self_deaf = false });
        var heard = await ada.Saw(5, said => said.GetProperty("speaking").GetInt32() == 1);
        (heard.GetProperty("user_id").GetString(), heard.GetProperty("speaking").GetInt32()).ShouldBe((bobs.Id, 1));
        house.Worker.Told.OfType<(PeerId, RoomRights)>().Last().Item2.HasFlag(RoomRights.Speak).ShouldBeTrue();
        await bobs.Gateway.Send(4, new { guild_id = house.Guild.Id, channel_id = house.Channel, self_mute = true, self_deaf = false });
        await ada.Saw(5, said => said.GetProperty("speaking").GetInt32() == 0);
    }

    [Fact]
    public async Task A_bot_that_does_not_say_so_speaks_when_it_is_heard()
    {
        await using var house = await VoiceHouse.Start();
        var (_, _, ada) = await house.Connected("ada");
        var (bobs, _, _) = await house.Connected("bob");
        IMediaListener listener = house.Voice;
        listener.Spoke(house.Worker.OpenedFor(bobs.Id)!.Peer, true);
        (await ada.Saw(5, said => said.GetProperty("speaking").GetInt32() == 1)).GetProperty("user_id").GetString().ShouldBe(bobs.Id);
        listener.Spoke(house.Worker.OpenedFor(bobs.Id)!.Peer, false);
        await ada.Saw(5, said => said.GetProperty("speaking").GetInt32() == 0);
    }

    [Fact]
    public async Task A_lost_worker_makes_its_members_wait_and_then_come_to_another()
    {
        await using var house = await VoiceHouse.Start();
        var (user, before, ada) = await house.Connected("ada");
        house.House.Logs.Expect("Voice worker");
        var second = new FakeWorker(50_001);
        house.Voice.Add(second, IPAddress.Loopback);
        await house.Voice.LoseWorker(house.Voice.Workers.Alive.Single(worker => worker.Media == house.Worker).Number);
        await user.Gateway.Saw("VOICE_SERVER_UPDATE", seen => seen.GetProperty("endpoint").ValueKind == System.Text.Json.JsonValueKind.Null);
        (await ada.Closed()).ShouldBe(4014);
        await user.Gateway.Await("a new endpoint", _ => user.Gateway.Seen.Count(static seen => seen.Name == "VOICE_SERVER_UPDATE") == 3);
        var after = house.Last(user);
        after.Endpoint.ShouldNotBeNull();
        await using var old = await VoiceClient.Open(house.House);
        await old.Send(0, before.Identify());
        (await old.Closed()).ShouldBe(4004);
        await using var back = await house.Identified(after);
        (await back.Saw(2)).GetProperty("port").GetInt32().ShouldBe(50_001);
        second.OpenedFor(user.Id).ShouldNotBeNull();
    }

    [Fact]
    public async Task While_no_worker_stands_members_wait_without_an_endpoint()
    {
        var time = new ManualTime();
        await using var house = await VoiceHouse.Start(time);
        house.House.Logs.Expect("Voice worker");
        foreach (var worker in house.Voice.Workers.Alive) await house.Voice.LoseWorker(worker.Number);
        (await house.Sit(house.Guild.Owner)).Endpoint.ShouldBeNull();
        house.Voice.Add(new FakeWorker(50_002), IPAddress.Loopback);
        time.Advance(TimeSpan.FromSeconds(1));
        await house.Guild.Owner.Gateway.Saw("VOICE_SERVER_UPDATE", seen => seen.GetProperty("endpoint").ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_full_worker_gives_a_connection_up_and_the_house_lives_on()
    {
        await using var house = await VoiceHouse.Start();
        var invitation = await house.Sit(house.Guild.Owner);
        house.Worker.IsFull = true;
        await using var client = await VoiceClient.Open(house.House);
        await client.Send(0, invitation.Identify());
        (await client.Closed()).ShouldBe(4015);
        house.Worker.IsFull = false;
        await using var again = await house.Identified(await house.Sit(house.Guild.Owner));
    }

    [Fact]
    public async Task A_stop_tells_clients_to_wait_before_it_hangs_up()
    {
        await using var house = await VoiceHouse.Start();
        var (user, _, ada) = await house.Connected("ada");
        await house.Voice.Drain(CancellationToken.None);
        await user.Gateway.Saw("VOICE_SERVER_UPDATE", seen => seen.GetProperty("endpoint").ValueKind == System.Text.Json.JsonValueKind.Null);
        (await ada.Closed()).ShouldBe(4014);
    }

    [Fact]
    public async Task The_log_sums_a_call_up()
    {
        await using var house = await VoiceHouse.Start();
        var (user, _, _) = await house.Connected("ada");
        IMediaListener listener = house.Voice;
        var peer = house.Worker.OpenedFor(user.Id)!.Peer;
        listener.Measured(peer, new PeerQuality(0.5, double.NaN, 3, double.NaN, 100, 40, 2));
        await user.Gateway.Send(4, new { guild_id = house.Guild.Id, channel_id = (string?)null });
        await Until.Holds(() => Task.FromResult(house.House.Logs.Lines.Any(static line => line.Contains("1 participants", StringComparison.Ordinal)
            && line.Contains("100 packets in, 40 out, 50 % lost", StringComparison.Ordinal))));
        house.House.Logs.Lines.ShouldContain(line => line.Contains("hears or is heard badly", StringComparison.Ordinal));
    }

    // Answered before time goes on, so that nobody who is there is taken for lost.
    private static async Task Beat(VoiceClient client, params TestUser[] users)
    {
        var answers = client.All(6).Count;
        await client.Send(3, new { t = answers, seq_ack = 1 });
        await client.Saw(6, _ => client.All(6).Count > answers);
        foreach (var user in users)
        {
            var beats = user.Gateway.Seen.Count(static seen => seen.Op == 11);
            await user.Gateway.Send(1, user.Gateway.Sequence);
            await user.Gateway.Await("op 11", _ => user.Gateway.Seen.Count(static seen => seen.Op == 11) > beats);
        }
    }

    [Fact]
    public async Task A_seat_that_nobody_asked_for_and_nobody_takes_is_given_back()
    {
        var time = new ManualTime();
        await using var house = await VoiceHouse.Start(time);
        var ada = house.Guild.Owner;
        var invitation = await house.Sit(ada);
        var (guild, channel, user) = (Id(house.Guild.Id), Id(house.Channel), Id(ada.Id));
        var seat = new RoomSeat(new(guild), new(channel), new(user), default, invitation.Session, RoomRights.Hear) { IsGuess = true };
        await house.Voice.Seat(seat, CancellationToken.None);
        // The room has been told, and waits.
        await house.Voice.Rooms.Settled();
        time.Advance(TimeSpan.FromSeconds(29));
        await ada.Gateway.SawNo("VOICE_STATE_UPDATE", seen => seen.GetProperty("channel_id").ValueKind == JsonValueKind.Null);
        time.Advance(TimeSpan.FromSeconds(2));
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("channel_id").ValueKind == JsonValueKind.Null);
    }

    private static Snowflake Id(string text) => Snowflake.TryParse(text, out var id) ? id : throw new FormatException(text);
}
