using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Guildhall.Gateway.Sessions;

/// <summary>Asks the processor for memory that is needed soon. A hint: nothing depends on it, and where there is none nothing happens.</summary>
internal static class Cache
{
    /// <summary>Bytes of one line.</summary>
    public const int Line = 64;

    /// <summary>Fetches the first bytes of an object; that the collector may move it meanwhile does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(object? target, int bytes)
    {
        if (!Sse.IsSupported || target is null) return;
        var start = (byte*)Unsafe.As<object, nint>(ref target);
        for (var at = 0; at < bytes; at += Line) Sse.Prefetch0(start + at);
    }
}
