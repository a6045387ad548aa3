using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Compression;

/// <summary>Libraries of the system that go by different file names on different systems; an assembly has one resolver for all of them.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, nint> Loaded = Begin();

    /// <summary>Says which library imports under this name mean.</summary>
    public static void Use(string name, nint handle) => Loaded[name] = handle;

    private static ConcurrentDictionary<string, nint> Begin()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
        return [];
    }

    // Zero leaves the search to the runtime.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => Loaded.GetValueOrDefault(name);
}
