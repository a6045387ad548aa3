using System.Globalization;
using Guildhall.Protocol;
using Guildhall.Voice.Dave;
using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>
/// Key packages, commits and Welcomes of clients, which came from real ones: read by themselves, and given to a call's delivery service, which
/// may close a socket with a documented code and otherwise says nothing about them.
/// </summary>
internal sealed class DaveTarget : FuzzTarget
{
    private const int InputsPerCall = 400;

    private static readonly int[] Documented = [4001, 4002, 4017, 4020, 4021];
    private static readonly ulong[] Users = [11, 12, 13];
    private static readonly ChannelId Channel = new(new Snowflake(1_234_567));

    private readonly List<byte[]> _samples = [];
    private readonly List<(ulong User, byte[] Package)> _packages = [];
    private readonly ExternalSender _sender = new(Channel);
    private DeliveryService? _call;
    private int _left;
    private long _now;

    public DaveTarget()
    {
        using var stream = typeof(DaveTarget).Assembly.GetManifestResourceStream("dave.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var bytes = Convert.FromHexString(parts[2]);
            _samples.Add(bytes);
            if (parts[0] == "26") _packages.Add((ulong.Parse(parts[1], CultureInfo.InvariantCulture), bytes));
        }
    }

    public override string Name => "DAVE and MLS";

    public override int Weight => 2;

    public override IReadOnlyList<byte[]> Samples => _samples;

    public override int Feed(Span<byte> input, Dice dice)
    {
        var user = new UserId(Users[dice.Below(Users.Length)]);
        switch (dice.Below(4))
        {
            case 0:
                _ = KeyPackage.Read(input, user);
                break;
            case 1:
                _ = CommitMessage.Read(input, _sender.Group, user, _packages[0].Package.AsSpan(0, MlsSuite.PointBytes));
                _ = WelcomeMessage.Read(input.Length == 0 ? input : input[dice.Below(input.Length)..]);
                break;
            default:
                Tell(input, user, dice);
                break;
        }

        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _call?.Dispose();
        _sender.Dispose();
    }

    private void Tell(Span<byte> input, UserId user, Dice dice)
    {
        if (_call is null || _left-- == 0) Begin();
        _now += dice.Below(50);
        _call!.Binary(user, (DaveOpcode)(dice.OneIn(10) ? dice.Below(40) : 26 + (2 * dice.Below(2))), input, _now);
        if (dice.OneIn(8)) _call.Tick(_now);
        foreach (var close in _call.Take().OfType<DaveEffect.Close>())
        {
            if (!Documented.Contains(close.Code)) throw new InvalidOperationException($"close code {close.Code}");
        }
    }

    private void Begin()
    {
        _call?.Dispose();
        (_call, _left) = (new DeliveryService(Channel, E2eePolicy.Prefer, new DaveFigures()), InputsPerCall);
        foreach (var user in Users) _ = _call.Join(new UserId(user), 1, _now);
        foreach (var (user, package) in _packages.DistinctBy(one => one.User)) _call.Binary(new UserId(user), DaveOpcode.KeyPackage, package, _now);
        _call.Tick(_now += 500);
    }
}
