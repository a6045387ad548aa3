using Guildhall.Community.Calls;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>Who speaks, and what silence costs.</summary>
public sealed class SpeechTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6, 7];
    private static readonly byte[] Silence = [0xF8, 0xFF, 0xFE];

    [Fact]
    public async Task Speech_is_told_with_its_first_packet_and_its_end_with_the_frame_of_silence()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        rig.Speak(ada, Opus);
        await rig.Listener.Hears("1 speaks");
        rig.Speak(ada, Silence);
        await rig.Listener.Hears("1 is silent");
    }

    [Fact]
    public async Task Speech_that_breaks_off_ends_after_a_while()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        rig.Speak(ada, Opus);
        rig.Pass(200);
        rig.Pass(200);
        await rig.Listener.Hears("1 is silent");
        rig.Listener.Told.Count(told => told == "1 is silent").ShouldBe(1);
    }

    [Fact]
    public async Task The_five_frames_of_silence_pass_and_endless_ones_do_not()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var index = 0; index < 5; index++)
        {
            rig.Speak(ada, Silence);
            rig.Pass(20);
        }
        rig.Heard(bob).Count.ShouldBe(5);
        for (var index = 0; index < 500; index++)
        {
            rig.Speak(ada, Silence);
            rig.Pass(20);
        }
        rig.Heard(bob).Count.ShouldBeInRange(20, 35, "about two and a half a second");
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Being_muted_ends_speech()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        rig.Speak(ada, Opus);
        await rig.Listener.Hears("1 speaks");
        rig.Worker.Change(ada.Id, RoomRights.Hear);
        rig.Turn();
        await rig.Listener.Hears("1 is silent");
    }

    [Fact]
    public async Task Eight_have_a_place_and_the_one_silent_longest_yields_it()
    {
        await using var rig = new WorkerRig();
        var bots = Enumerable.Range(0, 10).Select(_ => rig.Join()).ToArray();
        foreach (var bot in bots[..8])
        {
            rig.Speak(bot, Opus);
            rig.Pass(10);
        }
        Places(rig).ShouldBe([1ul, 2, 3, 4, 5, 6, 7, 8]);
        rig.Speak(bots[8], Opus);
        rig.Speak(bots[8], Opus);
        Places(rig).ShouldBe([1ul, 2, 3, 4, 5, 6, 7, 8], "all of them are speaking");
        for (var round = 0; round < 40; round++)
        {
            foreach (var bot in bots[1..8]) rig.Speak(bot, Opus);
            rig.Pass(20);
        }
        rig.Speak(bots[8], Opus);
        rig.Speak(bots[8], Opus);
        Places(rig).ShouldBe([9ul, 2, 3, 4, 5, 6, 7, 8]);
        rig.Worker.Close(bots[3].Id);
        rig.Turn();
        rig.Speak(bots[9], Opus);
        Places(rig).ShouldBe([9ul, 2, 3, 10, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task Bots_hear_also_those_without_a_place()
    {
        await using var rig = new WorkerRig();
        var bots = Enumerable.Range(0, 12).Select(_ => rig.Join()).ToArray();
        foreach (var bot in bots) rig.Speak(bot, Opus);
        rig.Heard(bots[0]).Count.ShouldBe(11);
    }

    [Fact]
    public async Task Loss_is_counted_from_the_gaps_in_what_a_bot_sends()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        for (var index = 0; index < 100; index++)
        {
            var packet = ada.Say(Opus);
            if (index % 10 != 5) rig.Receive(packet, ada.Address);
            rig.Pass(20);
        }
        rig.Pass(20);
        await rig.Listener.Hears($"1 lost {0.1:P0}");
    }

    [Fact]
    public async Task Whoever_sends_nothing_any_more_is_told_to_be_lost_once_and_a_sign_of_life_is_enough()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var second = 0; second < 20; second++)
        {
            rig.Receive(new byte[8], bob.Address);
            for (var tick = 0; tick < 50; tick++) rig.Pass(20);
        }
        await rig.Listener.Hears("1 lost");
        rig.Listener.Told.Count(told => told == "1 lost").ShouldBe(1);
        rig.Listener.Told.ShouldNotContain("2 lost");
        ada.Id.Value.ShouldBe(1ul);
    }

    private static IEnumerable<ulong> Places(WorkerRig rig) => rig.Worker.Rooms.First().Active.Select(peer => peer?.Id.Value ?? 0);
}
