using Guildhall.Community.Calls;
using Guildhall.Testing;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

public sealed class ForwardingTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [InlineData(TransportMode.AesGcm, TransportMode.AesGcm)]
    [InlineData(TransportMode.AesGcm, TransportMode.XChaCha)]
    [InlineData(TransportMode.XChaCha, TransportMode.AesGcm)]
    [InlineData(TransportMode.XChaCha, TransportMode.XChaCha)]
    public async Task What_one_bot_says_another_hears_byte_for_byte(TransportMode said, TransportMode heard)
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join(said);
        var bob = rig.Join(heard);
        rig.Speak(ada, Opus);
        var packet = rig.Heard(bob).ShouldHaveSingleItem();
        packet.Payload.ShouldBe(Opus);
        packet.Header.Ssrc.ShouldBe(ada.Spec.AudioSsrc);
        packet.Header.PayloadType.ShouldBe(120);
        packet.Header.Sequence.ShouldBe((ushort)101);
        packet.Header.Timestamp.ShouldBe(48_960u);
        rig.Heard(ada).ShouldBeEmpty("nobody hears themselves");
    }

    [Fact]
    public async Task Our_nonces_begin_in_the_other_half_and_never_repeat()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var index = 0; index < 5; index++) rig.Speak(ada, Opus);
        rig.Heard(bob).Select(packet => packet.Counter).ShouldBe([0x8000_0000, 0x8000_0001, 0x8000_0002, 0x8000_0003, 0x8000_0004]);
    }

    [Fact]
    public async Task A_client_that_counts_from_our_half_gets_us_into_the_other()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        bob.Counter = 0x9000_0000 - 1;
        rig.Speak(bob, Opus);
        rig.Speak(ada, Opus);
        rig.Heard(bob).ShouldHaveSingleItem().Counter.ShouldBe(0x1000_0000u);
    }

    [Fact]
    public async Task Rooms_do_not_hear_each_other()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var eve = rig.Join(room: new ChannelId(new Snowflake(8)));
        rig.Speak(ada, Opus);
        rig.Port.Sent.ShouldNotContain(sent => sent.To == eve.Address);
    }

    [Fact]
    public async Task The_muted_are_not_heard_and_the_deaf_do_not_hear()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Worker.Change(ada.Id, RoomRights.Hear);
        rig.Turn();
        rig.Speak(ada, Opus);
        rig.Heard(bob).ShouldBeEmpty();
        rig.Worker.Figures.Dropped(DropReason.Muted).ShouldBe(1);
        rig.Worker.Change(ada.Id, RoomRights.Hear | RoomRights.Speak);
        rig.Worker.Change(bob.Id, RoomRights.Speak);
        rig.Turn();
        rig.Speak(ada, Opus);
        rig.Port.Sent.ShouldBeEmpty();
        rig.Worker.Change(bob.Id, RoomRights.Hear);
        rig.Turn();
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_gone_is_sent_nothing_and_says_nothing()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Worker.Close(bob.Id);
        rig.Turn();
        rig.Speak(ada, Opus);
        rig.Speak(bob, Opus);
        rig.Port.Sent.ShouldBeEmpty();
        rig.Worker.Figures.Dropped(DropReason.Unknown).ShouldBe(1);
    }

    [Fact]
    public async Task An_extension_of_one_byte_headers_goes_along_and_sources_do_not()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Receive(ada.Packet(Opus, extension: [0x10, 0x80, 0, 0, 1, 2, 3, 4], sources: 2), ada.Address);
        var packet = rig.Heard(bob).ShouldHaveSingleItem();
        packet.Header.Length.ShouldBe(16, "twelve bytes, no sources, and the extension's header");
        packet.Header.ExtensionProfile.ShouldBe(RtpHeader.OneByteProfile);
        packet.Extension.ShouldBe([0x10, 0x80, 0, 0, 1, 2, 3, 4]);
        packet.Payload.ShouldBe(Opus);
    }

    [Fact]
    public async Task Other_extensions_and_padding_are_left_out()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Receive(ada.Packet(Opus, extension: [1, 2, 3, 4], profile: 0x1000, padding: 5), ada.Address);
        var packet = rig.Heard(bob).ShouldHaveSingleItem();
        packet.Header.ExtensionLength.ShouldBe(0);
        packet.Payload.ShouldBe(Opus);
    }

    [Fact]
    public async Task Encrypted_frames_are_withheld_from_those_who_cannot_read_them()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        var eve = rig.Join();
        rig.Worker.Guard(bob.Id, E2eeRule.WithholdEncrypted);
        rig.Turn();
        rig.Speak(ada, 1, 2, 3, 4, 0xFA, 0xFA);
        rig.Heard(bob).ShouldBeEmpty();
        rig.Heard(eve).Count.ShouldBe(1);
        rig.Worker.Figures.Dropped(DropReason.Withheld).ShouldBe(1);
        rig.Speak(ada, 1, 2, 3, 4, 0xFA, 0xFB);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_nearly_used_up_ends_the_session_instead_of_repeating_a_nonce()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Speak(ada, Opus);
        ada.Counter = 0x7FF0_0000;
        rig.Speak(ada, Opus);
        await rig.Listener.Hears("1 spent");
        rig.Turn();
        rig.Speak(bob, Opus);
        rig.Heard(ada).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_packet()
    {
        await using var rig = new WorkerRig();
        var speakers = (RigBot[])[rig.Join(), rig.Join(TransportMode.XChaCha)];
        for (var index = 0; index < 48; index++) rig.Join(index % 2 == 0 ? TransportMode.AesGcm : TransportMode.XChaCha);
        rig.Port.IsCounting = true;
        var packets = Enumerable.Range(0, 12_000).Select(index => speakers[index % 2].Say(Opus)).ToArray();
        Send(0, 1_000);
        var sent = rig.Port.SentCount;
        Allocations.Least(11, pass => Send(1_000 * (pass + 1), 1_000 * (pass + 2))).ShouldBe(0);
        (rig.Port.SentCount - sent).ShouldBe(11_000 * 49);

        void Send(int first, int end)
        {
            for (var index = first; index < end; index++)
            {
                rig.Worker.Handle(packets[index], speakers[index % 2].Address);
                if (index % 16 != 0) continue;
                rig.Worker.Flush();
                rig.Time.Pass(TimeSpan.FromMilliseconds(160));
                rig.Turn();
            }
            rig.Worker.Flush();
        }
    }
}
