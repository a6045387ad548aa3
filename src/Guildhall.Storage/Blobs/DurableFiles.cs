using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Guildhall.Storage.Blobs;

/// <summary>Makes files and the names of files survive a power cut.</summary>
internal static partial class DurableFiles
{
    private const int NoEntry = 2; // ENOENT

    /// <summary>Waits until a file's content is on the disk.</summary>
    public static void FlushFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Waits until the names in a folder are on the disk. Windows does this by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = OpenFolder(path, 0);
        if (descriptor < 0) throw Failure(path);
        try
        {
            if (Sync(descriptor) != 0) throw Failure(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Makes a folder and those above it, durably.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        MakeFolder(parent);
        Directory.CreateDirectory(path);
        FlushFolder(parent);
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {new Win32Exception(error).Message}";
        return error == NoEntry ? new DirectoryNotFoundException(message) : new IOException(message);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
