using Guildhall.Voice.Fuzz.Targets;

namespace Guildhall.Voice.Fuzz;

/// <summary>Every entry that is fuzzed.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<Func<FuzzTarget>> All(string? containing = null)
    {
        Func<FuzzTarget>[] all =
        [
            () => new StunTarget(), () => new RtpTarget(), () => new RtcpTarget(), () => new DtlsTarget(), () => new SdpTarget(),
            () => new WorkerTarget(), () => new BrowserTarget(), () => new DaveTarget(), () => new GatewayTarget(),
        ];
        return [.. all.Where(make => NameOf(make).Contains(containing ?? "", StringComparison.OrdinalIgnoreCase))];
    }

    private static string NameOf(Func<FuzzTarget> make)
    {
        using var target = make();
        return target.Name;
    }
}
