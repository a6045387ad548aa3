using System.Net;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Ice;
using Guildhall.Voice.Tests.Media;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>How a browser gets through: checks, the handshake, new names.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Who_does_not_know_the_password_gets_no_answer()
    {
        await using var rig = RtcRig.Start();
        var browser = new RigBrowser(rig, 1);
        rig.Receive(browser.Question(nominate: true, password: "wrongwrongwrongwrongwrong"), browser.Address);
        rig.Receive(browser.Question(nominate: true, fragment: "nobody"), browser.Address);
        rig.Port.Sent.ShouldBeEmpty();
        rig.Worker.Find(browser.Id)!.HasAddress.ShouldBeFalse();
    }

    [Fact]
    public async Task A_proved_check_is_answered_with_less_than_it_asked_and_binds_the_address()
    {
        await using var rig = RtcRig.Start();
        var browser = new RigBrowser(rig, 1);
        var question = browser.Question(nominate: true);
        rig.Receive(question, browser.Address);
        var (to, answer) = rig.Port.Sent.ShouldHaveSingleItem();
        to.ShouldBe(browser.Address);
        answer.Length.ShouldBeLessThanOrEqualTo(question.Length);
        Stun.TryRead(answer, out var message).ShouldBeTrue();
        Stun.MappedAddress(message).ShouldBe(browser.Address.ToEndPoint());
        rig.Worker.Find(browser.Address)!.Id.ShouldBe(browser.Id);
    }

    [Fact]
    public async Task A_browser_moves_only_when_it_says_so()
    {
        await using var rig = RtcRig.Start();
        var browser = RigBrowser.Join(rig, 1);
        var elsewhere = PeerAddress.From(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 4000));
        rig.Receive(browser.Question(nominate: false), elsewhere);
        rig.Worker.Find(elsewhere).ShouldBeNull();
        rig.Receive(browser.Question(nominate: true), elsewhere);
        rig.Worker.Find(elsewhere)!.Id.ShouldBe(browser.Id);
        rig.Worker.Find(browser.Address).ShouldBeNull();
    }

    [Fact]
    public async Task Checks_of_one_browser_are_limited()
    {
        await using var rig = RtcRig.Start();
        var browser = new RigBrowser(rig, 1);
        for (var check = 0; check < 500; check++) browser.Check(nominate: false);
        rig.Port.Sent.Count.ShouldBe(Voice.Rtc.Forwarding.RtcLimits.ChecksPerSecond);
    }

    [Fact]
    public async Task The_handshake_goes_on_beside_the_worker_and_ends_in_keys()
    {
        await using var rig = RtcRig.Start();
        using var certificate = new DtlsContext(TimeProvider.System, isServer: false);
        var browser = new RigBrowser(rig, 1, Offers.Whole(2, 1, fingerprint: certificate.Fingerprint));
        using var session = new DtlsSession(certificate, RtcRig.Certificate.Fingerprint);
        // DTLS before the address is proved is passed over.
        session.Start(bytes => rig.Receive(bytes.ToArray(), browser.Address));
        browser.Check(nominate: true);
        rig.Port.Sent.Clear();
        using var second = new DtlsSession(certificate, RtcRig.Certificate.Fingerprint);
        second.Start(bytes => rig.Receive(bytes.ToArray(), browser.Address));
        for (var patience = 0; patience < 5000 && second.State == DtlsState.Shaking; patience++)
        {
            rig.Turn();
            rig.Worker.Flush();
            foreach (var (_, datagram) in rig.Port.Sent.ToArray()) second.Receive(datagram, bytes => rig.Receive(bytes.ToArray(), browser.Address));
            rig.Port.Sent.Clear();
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        second.State.ShouldBe(DtlsState.Done);
        browser.TakeKeys(second.Keys!, isTold: true);
        var other = RigBrowser.Join(rig, 2);
        other.Say(1, [1, 2, 3, 4, 5]);
        other.Say(2, [1, 2, 3, 4, 6]);
        browser.Media().Last().Payload.ShouldBe([1, 2, 3, 4, 6]);
    }

    [Fact]
    public async Task New_names_for_the_same_connection_keep_its_keys_and_streams()
    {
        await using var rig = RtcRig.Start();
        var (browser, speaker) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        speaker.Say(1, [1, 1, 1, 1]);
        var before = browser.Media().Last();
        RtcNegotiator.TryAnswer(browser.Offer, new RtcEndpoint(IPAddress.Loopback, 1, Offers.Fingerprint), browser.Rtc, out var answer, out _).ShouldBeTrue();
        rig.Worker.Tell(browser.Id, new RtcReoffer(answer!.Peer)).ShouldBeTrue();
        rig.Turn();
        // The old names hold until the new ones are used.
        browser.Check(nominate: false);
        rig.Port.Sent.Count(sent => sent.To == browser.Address).ShouldBe(1);
        rig.Port.Sent.Clear();
        var old = browser.Question(nominate: true);
        browser.Rtc = answer.Peer;
        browser.Address = PeerAddress.From(new IPEndPoint(IPAddress.Parse("203.0.113.77"), 4000));
        browser.Check(nominate: true);
        rig.Port.Sent.Clear();
        rig.Receive(old, browser.Address);
        rig.Port.Sent.ShouldBeEmpty("the old names are gone");
        speaker.Say(2, [2, 2, 2, 2]);
        var after = browser.Media().Last();
        (after.Header.Ssrc, after.Header.Sequence, after.Payload.Length).ShouldBe((before.Header.Ssrc, (ushort)(before.Header.Sequence + 1), 4));
    }

    [Fact]
    public async Task Random_and_mutilated_datagrams_from_a_browsers_address_do_no_harm()
    {
        await using var rig = RtcRig.Start();
        var (browser, listener) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        var random = new Random(11);
        var question = browser.Question(nominate: true);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = round % 3 == 0 ? question.ToArray() : new byte[random.Next(12, 300)];
            if (round % 3 != 0) random.NextBytes(bytes);
            bytes[0] = (round % 4) switch { 0 => (byte)random.Next(4), 1 => (byte)random.Next(20, 64), _ => (byte)random.Next(128, 192) };
            bytes[random.Next(1, bytes.Length)] ^= (byte)(1 << random.Next(8));
            rig.Receive(bytes, browser.Address);
        }

        rig.Worker.Figures.Dropped(DropReason.Faulty).ShouldBe(0);
        listener.Media().ShouldBeEmpty();
        browser.Say(1, [1, 2, 3, 4]);
        listener.Media().Last().Payload.ShouldBe([1, 2, 3, 4]);
    }
}
