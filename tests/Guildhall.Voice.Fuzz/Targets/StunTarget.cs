using System.Net;
using System.Text;
using Guildhall.Voice.Rtc.Ice;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>Connectivity checks, proved and not: an unproved one gets no answer at all.</summary>
internal sealed class StunTarget : FuzzTarget
{
    private static readonly byte[] Password = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwx");
    private readonly byte[] _answer = new byte[Stun.MaxAnswerBytes];

    public override string Name => "STUN";

    public override int Weight => 20;

    public override IReadOnlyList<byte[]> Samples { get; } = Make();

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (!Stun.TryRead(input, out var message)) return 0;
        _ = Stun.MappedAddress(message);
        _ = message.ReceiverFragment.Length + message.Transaction.Length;
        if (!Stun.IsAuthentic(message, Password)) return 0;
        // Who knows the password is asked to come from where he is: the address is proved by that.
        _ = Stun.WriteAnswer(_answer, message.Transaction, IPAddress.IPv6Loopback, 1234, Password);
        return 0;
    }

    private static List<byte[]> Make()
    {
        List<byte[]> samples = [];
        var into = new byte[Stun.MaxBytes];
        foreach (var user in new[] { "abcdefghijkl:xyz4", "a:b", new string('x', 300) })
        {
            var length = Stun.WriteRequest(into, "123456789012"u8, user, Password, nominate: samples.Count == 0);
            samples.Add(into[..length]);
        }

        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            var length = Stun.WriteAnswer(into, "123456789012"u8, address, 4321, Password);
            samples.Add(into[..length]);
        }

        return samples;
    }
}
