using System.Net;
using Guildhall.Voice.Rtc.Ice;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class StunTests
{
    private static readonly byte[] Transaction = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly byte[] Password = "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    // RFC 5769, 2.1.
    private static readonly byte[] Sample = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36"
        + "000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

    [Fact]
    public void The_published_request_is_read_and_proved()
    {
        Stun.TryRead(Sample, out var message).ShouldBeTrue();
        message.Kind.ShouldBe(StunKind.BindingRequest);
        System.Text.Encoding.ASCII.GetString(message.Username).ShouldBe("evtj:h6vY");
        Stun.IsAuthentic(message, Password).ShouldBeTrue();
        Stun.IsAuthentic(message, "VOkJxbRl1RmTxUk/WvJxBu"u8).ShouldBeFalse();
    }

    [Fact]
    public void A_bit_changed_anywhere_leaves_nothing_to_believe()
    {
        // Behind the proof stands FINGERPRINT alone, which proves nothing.
        for (var bit = 0; bit < (Sample.Length - 8) * 8; bit++)
        {
            var changed = Sample.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var believed = Stun.TryRead(changed, out var message) && Stun.IsAuthentic(message, Password);
            believed.ShouldBeFalse($"bit {bit}");
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2001:db8::17")]
    public void An_answer_says_where_the_question_came_from(string address)
    {
        var into = new byte[Stun.MaxAnswerBytes];
        var length = Stun.WriteAnswer(into, Transaction, IPAddress.Parse(address), 50123, Password);
        Stun.TryRead(into.AsSpan(0, length), out var message).ShouldBeTrue();
        message.Kind.ShouldBe(StunKind.BindingSuccess);
        message.Transaction.SequenceEqual(Transaction).ShouldBeTrue();
        Stun.IsAuthentic(message, Password).ShouldBeTrue();
        Stun.MappedAddress(message).ShouldBe(new IPEndPoint(IPAddress.Parse(address), 50123));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_of_ours_names_both_ends_and_the_wish_to_nominate(bool nominate)
    {
        var into = new byte[Stun.MaxBytes];
        var length = Stun.WriteRequest(into, Transaction, "server:client", Password, nominate);
        Stun.TryRead(into.AsSpan(0, length), out var message).ShouldBeTrue();
        System.Text.Encoding.ASCII.GetString(message.ReceiverFragment).ShouldBe("server");
        message.IsNominating.ShouldBe(nominate);
        Stun.IsAuthentic(message, Password).ShouldBeTrue();
        // An IPv4 answer to it is not larger, so a proved request cannot be used to amplify either.
        Stun.WriteAnswer(new byte[Stun.MaxAnswerBytes], Transaction, IPAddress.Loopback, 1, Password).ShouldBeLessThanOrEqualTo(length);
    }

    [Fact]
    public void What_follows_the_proof_is_not_read()
    {
        var into = new byte[Stun.MaxBytes];
        var length = Stun.WriteRequest(into, Transaction, "server:client", Password, false);
        // USE-CANDIDATE put in behind MESSAGE-INTEGRITY, where FINGERPRINT was.
        var forged = into.AsSpan(0, length - 4).ToArray();
        forged[^4] = 0;
        forged[^3] = 0x25;
        forged[^2] = forged[^1] = 0;
        forged[3] = (byte)(forged.Length - 20);
        Stun.TryRead(forged, out var message).ShouldBeTrue();
        Stun.IsAuthentic(message, Password).ShouldBeTrue();
        message.IsNominating.ShouldBeFalse();
    }

    [Fact]
    public void Random_and_mutilated_bytes_are_refused_without_harm()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = round % 2 == 0 ? new byte[random.Next(0, 200)] : Sample[..random.Next(0, Sample.Length + 1)];
            if (round % 2 == 0) random.NextBytes(bytes);
            for (var change = 0; change < 3 && bytes.Length > 0; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (bytes.Length >= 20 && round % 4 == 0) new byte[] { 0, 1, 0, (byte)(bytes.Length - 20), 0x21, 0x12, 0xA4, 0x42 }.CopyTo(bytes, 0);
            if (!Stun.TryRead(bytes, out var message)) continue;
            Stun.IsAuthentic(message, Password).ShouldBeFalse();
            Stun.MappedAddress(message);
        }
    }
}
