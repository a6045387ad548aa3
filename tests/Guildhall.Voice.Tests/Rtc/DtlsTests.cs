using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class DtlsTests
{
    [Fact]
    public void Two_ends_that_know_each_others_fingerprint_agree_on_keys_for_GCM()
    {
        using var server = new DtlsContext(TimeProvider.System);
        using var client = new DtlsContext(TimeProvider.System, isServer: false);
        using var left = new DtlsSession(server, client.Fingerprint);
        using var right = new DtlsSession(client, server.Fingerprint);
        var longest = Shake(left, right);
        left.State.ShouldBe(DtlsState.Done);
        right.State.ShouldBe(DtlsState.Done);
        longest.ShouldBeLessThanOrEqualTo(DtlsSession.MaxDatagram);
        var (ours, theirs) = (left.Keys.ShouldNotBeNull(), right.Keys.ShouldNotBeNull());
        ours.Profile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        ours.ClientKey.ShouldBe(theirs.ClientKey);
        ours.ServerKey.ShouldBe(theirs.ServerKey);
        ours.ClientSalt.ShouldBe(theirs.ClientSalt);
        ours.ServerSalt.ShouldBe(theirs.ServerSalt);
        ours.ClientKey.ShouldNotBe(ours.ServerKey);
    }

    [Fact]
    public void A_certificate_that_is_not_the_one_in_the_offer_gets_no_keys()
    {
        using var server = new DtlsContext(TimeProvider.System);
        using var client = new DtlsContext(TimeProvider.System, isServer: false);
        using var other = new DtlsContext(TimeProvider.System, isServer: false);
        using var left = new DtlsSession(server, other.Fingerprint);
        using var right = new DtlsSession(client, server.Fingerprint);
        Shake(left, right);
        left.State.ShouldBe(DtlsState.Failed);
        left.Keys.ShouldBeNull();
    }

    [Fact]
    public void A_goodbye_of_one_end_closes_the_other()
    {
        using var server = new DtlsContext(TimeProvider.System);
        using var client = new DtlsContext(TimeProvider.System, isServer: false);
        using var left = new DtlsSession(server, client.Fingerprint);
        using var right = new DtlsSession(client, server.Fingerprint);
        Shake(left, right);
        right.Close(bytes => left.Receive(bytes, _ => { }));
        left.State.ShouldBe(DtlsState.Closed);
    }

    [Fact]
    public void Datagrams_are_cut_at_records_and_filled_up_to_the_limit()
    {
        byte[] Record(int length) => [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(length >> 8), (byte)length, .. new byte[length]];
        var cut = new List<int>();
        DtlsSession.Cut([.. Record(500), .. Record(500), .. Record(300), .. Record(1100), .. Record(10)], bytes => cut.Add(bytes.Length));
        cut.ShouldBe([1026, 313, 1136]);
    }

    [Fact]
    public void Random_and_mutilated_records_do_no_harm_and_give_no_keys()
    {
        using var server = new DtlsContext(TimeProvider.System);
        using var client = new DtlsContext(TimeProvider.System, isServer: false);
        var hello = Array.Empty<byte>();
        using (var right = new DtlsSession(client, server.Fingerprint)) right.Start(bytes => hello = bytes.ToArray());
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            using var left = new DtlsSession(server, client.Fingerprint);
            for (var datagram = 0; datagram < 10; datagram++)
            {
                var bytes = datagram % 2 == 0 ? hello.ToArray() : new byte[random.Next(14, 400)];
                if (datagram % 2 == 1) random.NextBytes(bytes);
                for (var change = 0; change < 4; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                bytes[0] = 22;
                left.Receive(bytes, _ => { });
            }

            left.Keys.ShouldBeNull();
        }
    }

    private static int Shake(DtlsSession left, DtlsSession right)
    {
        var toServer = new Queue<byte[]>();
        var toClient = new Queue<byte[]>();
        var longest = 0;
        right.Start(bytes => toServer.Enqueue(bytes.ToArray()));
        for (var round = 0; round < 10 && toServer.Count + toClient.Count > 0; round++)
        {
            while (toServer.TryDequeue(out var datagram)) left.Receive(datagram, bytes => toClient.Enqueue(bytes.ToArray()));
            while (toClient.TryDequeue(out var datagram))
            {
                longest = Math.Max(longest, datagram.Length);
                right.Receive(datagram, bytes => toServer.Enqueue(bytes.ToArray()));
            }
        }

        return longest;
    }
}
