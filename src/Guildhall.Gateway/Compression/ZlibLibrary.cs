using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Compression;

/// <summary>
/// The functions of the system's zlib that are used here: .NET's own streams have no small windows. The library may be missing: ask
/// <see cref="IsPresent"/> first. Not used on Windows, where the numbers in its records are of another size.
/// </summary>
internal static unsafe partial class ZlibLibrary
{
    public const int SyncFlush = 2;
    private const string Name = "libz";
    private const int Deflated = 8;
    private static readonly string[] Files = ["libz.so.1", "libz.so", "libz.1.dylib"];
    private static readonly nint Handle = Load();

    // With a constructor of its own the library is loaded before whichever import is called first, not only when a field is read.
    static ZlibLibrary()
    {
    }

    public static bool IsPresent => Handle != 0;

    /// <summary>Begins raw deflate blocks; 0 when that went well.</summary>
    public static int Begin(Stream* stream, int level, int windowBits, int memoryLevel)
    {
        fixed (byte* version = "1.2.11\0"u8) return DeflateInit(stream, level, Deflated, -windowBits, memoryLevel, 0, version, sizeof(Stream));
    }

    [LibraryImport(Name, EntryPoint = "deflate")]
    public static partial int Deflate(Stream* stream, int flush);

    /// <summary>Forgets what was compressed.</summary>
    [LibraryImport(Name, EntryPoint = "deflateReset")]
    public static partial int Reset(Stream* stream);

    [LibraryImport(Name, EntryPoint = "deflateEnd")]
    public static partial int End(Stream* stream);

    [LibraryImport(Name, EntryPoint = "deflateInit2_")]
    private static partial int DeflateInit(
        Stream* stream, int level, int method, int windowBits, int memoryLevel, int strategy, byte* version, int size);

    private static nint Load()
    {
        if (OperatingSystem.IsWindows() || !Environment.Is64BitProcess) return 0;
        foreach (var file in Files)
        {
            if (!NativeLibrary.TryLoad(file, typeof(ZlibLibrary).Assembly, null, out var handle)) continue;
            NativeLibraries.Use(Name, handle);
            return handle;
        }

        return 0;
    }

    /// <summary>zlib's z_stream. It must stay where it is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        public ulong TotalIn;
        public byte* NextOut;
        public uint AvailableOut;
        public ulong TotalOut;
        public byte* Message;
        public nint State;
        public nint Allocate;
        public nint Free;
        public nint Opaque;
        public int DataType;
        public ulong Checksum;
        public ulong Reserved;
    }
}
