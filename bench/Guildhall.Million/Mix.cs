using Guildhall.Cluster.Relay;

namespace Guildhall.Million;

/// <summary>
/// Who is in the crowd: a fifth of the members is connected, and of those one in forty has the guild open, one in a hundred has a client that
/// wants everything, some are bots, and all others have the guild in their list and look elsewhere.
/// </summary>
internal sealed class Mix(int members)
{
    /// <summary>Bots with every intent they may have.</summary>
    public const int Bots = 20;

    public GuildId Guild { get; } = new(900_000);

    public ChannelId Busy { get; } = new(910_000);

    public RoleId Captains { get; } = new(901_000);

    public int Members => members;

    public int Connected => members / 5;

    /// <summary>They look at the first hundred of the member list, every tenth of them at another part too.</summary>
    public int Looking => Connected / 40;

    /// <summary>Clients without the capability for passive updates.</summary>
    public int Eager => Connected / 100;

    /// <summary>Sessions that are told of every message.</summary>
    public int Active => Bots + Looking + Eager;

    public static bool IsBot(int index) => index is > 0 and <= Bots;

    public bool Looks(int index) => index == 0 || (index > Bots && index < Bots + Looking);

    public bool IsEager(int index) => index >= Bots + Looking && index < Bots + Looking + Eager;

    public static UserId User(int index) => new(((ulong)(index + 1_000_000) << 22) | 1);

    /// <summary>One of those near the top of the list: captains by their nicks, of which "nick 100000" comes before "nick 2".</summary>
    public int Top(int place)
    {
        var first = (int)Math.Pow(10, Math.Floor(Math.Log10(Connected - 1)));
        return Math.Min(first + (place * 100), (Connected - 1) / 100 * 100);
    }

    public PassiveForm FormOf(int index) => IsBot(index) || IsEager(index) ? PassiveForm.None : PassiveForm.Second;
}
