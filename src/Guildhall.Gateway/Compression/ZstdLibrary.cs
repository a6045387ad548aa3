using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Compression;

/// <summary>
/// The functions of libzstd that are used here. Sizes are in bytes; a returned size above <see cref="FirstError"/> is an error.
/// The library may be missing: ask <see cref="IsPresent"/> first.
/// </summary>
internal static unsafe partial class ZstdLibrary
{
    private const string Name = "libzstd";

    // Errors are small negative numbers in a size's clothes.
    private static readonly nuint FirstError = unchecked((nuint)(nint)(-1_000));
    private static readonly string[] Files = ["libzstd.so.1", "libzstd.so", "libzstd.1.dylib", "libzstd.dll", "zstd.dll"];
    private static readonly nint Handle = Load();

    // With a constructor of its own the library is loaded before whichever import is called first, not only when a field is read.
    static ZstdLibrary()
    {
    }

    /// <summary>A parameter of a context, by its number in zstd.h.</summary>
    public enum Parameter
    {
        CompressionLevel = 100,
        WindowLog = 101,
        HashLog = 102,
        ContentSizeFlag = 200,

        /// <summary>1: sequences come with a mark at the end of each block. ZSTD_c_experimentalParam11.</summary>
        BlockDelimiters = 1008,

        /// <summary>1: distances given from outside are named by number where they can be. ZSTD_c_experimentalParam19, of 1.5.4 and later; before it they always were.</summary>
        NamesDistances = 1016,
    }

    /// <summary>What a call that compresses a stream is to have finished when it returns.</summary>
    public enum Directive
    {
        Continue,
        Flush,
        End,
    }

    /// <summary>True when the library is on this machine and has every function.</summary>
    public static bool IsPresent { get; } = Handle != 0 && Array.TrueForAll(
        ["ZSTD_createCCtx", "ZSTD_freeCCtx", "ZSTD_CCtx_setParameter", "ZSTD_CCtx_reset", "ZSTD_compressStream2", "ZSTD_generateSequences", "ZSTD_compressSequences", "ZSTD_decompressStream"],
        function => NativeLibrary.TryGetExport(Handle, function, out _));

    /// <summary>The size; throws when it is an error.</summary>
    public static int Checked(nuint result) =>
        result < FirstError ? (int)result : throw new InvalidOperationException($"libzstd failed with error {-(nint)result}");

    [LibraryImport(Name, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateContext();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeContext(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetParameter(nint context, Parameter parameter, int value);

    /// <summary>Forgets the stream (1), or the stream and the parameters (3).</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_CCtx_reset")]
    public static partial nuint Reset(nint context, int what);

    [LibraryImport(Name, EntryPoint = "ZSTD_sizeof_CCtx")]
    public static partial nuint SizeOfContext(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint CompressStream(nint context, Piece* output, Piece* input, Directive directive);

    [LibraryImport(Name, EntryPoint = "ZSTD_generateSequences")]
    public static partial nuint GenerateSequences(nint context, Sequence* sequences, nuint capacity, byte* source, nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_compressSequences")]
    public static partial nuint CompressSequences(nint context, byte* target, nuint capacity, Sequence* sequences, nuint count, byte* source, nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecoder();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecoder(nint decoder);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint DecompressStream(nint decoder, Piece* output, Piece* input);

    private static nint Load()
    {
        foreach (var file in Files)
        {
            if (!NativeLibrary.TryLoad(file, typeof(ZstdLibrary).Assembly, null, out var handle)) continue;
            NativeLibraries.Use(Name, handle);
            return handle;
        }

        return 0;
    }

    /// <summary>A buffer that a stream reads from or writes to, and how far it is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public byte* Bytes;
        public nuint Size;
        public nuint At;
    }

    /// <summary>So many literals, then a copy of bytes that lie <see cref="Offset"/> back; without a copy the end of a block.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Sequence
    {
        public uint Offset;
        public uint Literals;
        public uint Match;
        public uint Repeat;
    }
}
