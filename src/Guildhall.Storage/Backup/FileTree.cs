using System.ComponentModel;
using System.Runtime.InteropServices;
using Guildhall.Storage.Blobs;

namespace Guildhall.Storage.Backup;

/// <summary>
/// Copies a tree of files that are written once and never changed: by hard links where both sides are on one file system, else byte by byte.
/// A file that goes while the tree is walked is left out.
/// </summary>
internal sealed partial class FileTree(Action<long> onFile, CancellationToken cancel)
{
    private const int CrossDevice = 18;
    private bool _canLink = !OperatingSystem.IsWindows();

    /// <summary>Whether every file so far shares its bytes with its source.</summary>
    public bool IsLinked => _canLink;

    /// <summary>Files copied.</summary>
    public long Files { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Copies what the target does not have yet.</summary>
    public void Copy(string source, string target)
    {
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            cancel.ThrowIfCancellationRequested();
            var into = Path.Combine(target, folder);
            foreach (var entry in Entries(Path.Combine(source, folder)))
            {
                if (entry is DirectoryInfo) folders.Push(Path.Combine(folder, entry.Name));
                else if (entry is FileInfo file) CopyFile(file, into);
            }

            if (Directory.Exists(into)) DurableFiles.FlushFolder(into);
        }
    }

    private static FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private void CopyFile(FileInfo source, string folder)
    {
        cancel.ThrowIfCancellationRequested();
        var target = Path.Combine(folder, source.Name);
        if (File.Exists(target)) return;
        Directory.CreateDirectory(folder);
        try
        {
            if (!TryLink(source.FullName, target))
            {
                File.Copy(source.FullName, target);
                DurableFiles.FlushFile(target);
            }

            Files++;
            Bytes += new FileInfo(target).Length;
            onFile(Files);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted in this moment.
        }
    }

    private bool TryLink(string source, string target)
    {
        if (!_canLink) return false;
        if (Link(source, target) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        const int noSuchFile = 2;
        if (error == noSuchFile) throw new FileNotFoundException(source);
        _canLink = false; // another file system, or one without links
        return error == CrossDevice || File.Exists(source) ? false : throw new IOException(new Win32Exception(error).Message);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);
}
