using System.Buffers;
using System.Security.Cryptography;

namespace Guildhall.Storage.Blobs;

/// <summary>
/// Blobs as files: <c>files/</c> holds what is whole, <c>incoming/</c> what is being written or thrown away, <c>quarantine/</c> what was found to be
/// infected, <c>held/</c> what was deleted while a backup runs. All lie in one folder, so that a finished file changes place in one step.
/// </summary>
internal sealed class FileBlobStore : IBlobStore
{
    private const int CopyBytes = 81_920;
    private const int ReadBufferBytes = 4_096;
    private const int MostAttempts = 10;
    private readonly string _files;
    private readonly string _incoming;
    private readonly Quarantine _quarantine;
    private readonly BackupHold _hold;
    private readonly TimeProvider _time;
    private readonly DerivedFiles? _derived;
    private readonly InspectBlob? _inspect;

    private FileBlobStore(string root, TimeProvider time, DerivedFiles? derived, InspectBlob? inspect)
    {
        (_files, _incoming) = (Path.Combine(root, "files"), Path.Combine(root, "incoming"));
        (_quarantine, _hold) = (new Quarantine(Path.Combine(root, "quarantine"), time), new BackupHold(root));
        (_time, _derived, _inspect) = (time, derived, inspect);
    }

    /// <summary>Opens a blob folder, and drops what an earlier process left unfinished.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="derived">What goes with each blob; null for nothing.</param>
    /// <param name="inspect">What looks at each file first; null for nobody.</param>
    public static FileBlobStore Open(string folder, TimeProvider time, DerivedFiles? derived = null, InspectBlob? inspect = null)
    {
        var blobs = new FileBlobStore(Path.GetFullPath(folder), time, derived, inspect);
        if (Directory.Exists(blobs._incoming)) Directory.Delete(blobs._incoming, recursive: true);
        DurableFiles.MakeFolder(blobs._files);
        Directory.CreateDirectory(blobs._incoming);
        blobs._hold.ClearUnlessTaken();
        return blobs;
    }

    public async ValueTask<BlobInfo> Put(string key, Stream content, long maxBytes, CancellationToken cancel)
    {
        var target = Path.Combine(_files, BlobPath.Of(key));
        var partial = NewIncoming();
        try
        {
            var info = await Receive(partial, content, maxBytes, cancel);
            if (_inspect is not null) await Inspect(_inspect, key, partial, cancel);
            File.SetLastWriteTimeUtc(partial, _time.GetUtcNow().UtcDateTime);
            await Task.Run(() => MoveIntoPlace(partial, target), CancellationToken.None);
            return info;
        }
        finally
        {
            File.Delete(partial); // no longer there when all went well
        }
    }

    public ValueTask<Stream?> Open(string key, CancellationToken cancel)
    {
        try
        {
            return new ValueTask<Stream?>(new FileStream(Path.Combine(_files, BlobPath.Of(key)), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = ReadBufferBytes,
            }));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ValueTask<Stream?>((Stream?)null); // even when it has come since
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(Path.Combine(_files, BlobPath.Of(key))))
        {
            return new ValueTask<Stream?>((Stream?)null);
        }
    }

    public ValueTask Delete(string key, CancellationToken cancel)
    {
        var relative = BlobPath.Of(key);
        var path = Path.Combine(_files, relative);
        try
        {
            if (!_hold.Keeps(path, relative)) File.Delete(path);
            DurableFiles.FlushFolder(RemoveEmptyFolders(Path.GetDirectoryName(path)!));
        }
        catch (Exception missing) when (missing is DirectoryNotFoundException or IOException && !File.Exists(path))
        {
            // Nothing was there, which is what was asked for.
        }

        _derived?.Drop(key);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DeleteFolder(string folder, CancellationToken cancel)
    {
        var relative = BlobPath.Of(folder.TrimEnd('/'));
        var path = Path.Combine(_files, relative);
        if (!Directory.Exists(path)) return;
        var doomed = NewIncoming();
        try
        {
            if (!_hold.Keeps(path, relative)) Directory.Move(path, doomed); // from here on nobody sees any of it
        }
        catch (Exception missing) when (missing is IOException && !Directory.Exists(path))
        {
            return;
        }

        _derived?.Drop(folder);
        await Task.Run(
            () =>
            {
                DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
                if (Directory.Exists(doomed)) Directory.Delete(doomed, recursive: true);
            },
            CancellationToken.None);
    }

    public async ValueTask<bool> DeleteIfOlder(string key, DateTimeOffset writtenBefore, CancellationToken cancel)
    {
        var file = new FileInfo(Path.Combine(_files, BlobPath.Of(key)));
        if (!file.Exists || file.LastWriteTimeUtc > writtenBefore.UtcDateTime) return false;
        await Delete(key, cancel);
        return true;
    }

    public IEnumerable<StoredBlob> List()
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(_files)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder))
            {
                if (entry is DirectoryInfo below) folders.Push(below);
                else yield return new StoredBlob(Path.GetRelativePath(_files, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'), entry.LastWriteTimeUtc);
            }
        }
    }

    public void DropOrphans()
    {
        _hold.ClearUnlessTaken();
        if (_derived is null) return;
        foreach (var source in _derived.Sources())
        {
            if (!File.Exists(Path.Combine(_files, source))) _derived.Drop(source.Replace(Path.DirectorySeparatorChar, '/'));
        }
    }

    // Read as a whole, so that deleting what was listed disturbs nothing; one folder has as many entries as a channel has attachments.
    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private async ValueTask Inspect(InspectBlob inspect, string key, string path, CancellationToken cancel)
    {
        BlobVerdict verdict;
        await using (var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ReadBufferBytes, FileOptions.Asynchronous))
            verdict = await inspect(content, cancel);
        if (verdict.Kind == BlobVerdict.Finding.Clean) return;
        if (verdict.Kind == BlobVerdict.Finding.InfectedKeptAside) _quarantine.Keep(path, key, verdict.Signature);
        throw new BlobRefusedException(verdict);
    }

    private string NewIncoming() => Path.Combine(_incoming, Guid.NewGuid().ToString("N"));

    private static async Task<BlobInfo> Receive(string path, Stream content, long maxBytes, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            var size = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancel)) > 0)
            {
                size += read;
                if (size > maxBytes) throw new BlobTooLargeException(maxBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            await Task.Run(() => file.Flush(flushToDisk: true), CancellationToken.None);
            return new BlobInfo(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A neighbour's deletion may remove the folder, still empty, between its making and the move: then once more.
    // Another may have made it again by the time one looks, so it is the failed move that tells.
    private static void MoveIntoPlace(string partial, string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                DurableFiles.MakeFolder(folder);
                File.Move(partial, target, overwrite: true);
                break;
            }
            catch (IOException lost) when (attempt < MostAttempts && (lost is DirectoryNotFoundException or FileNotFoundException || !Directory.Exists(folder)))
            {
            }
        }

        try
        {
            DurableFiles.FlushFolder(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // The file has been deleted again, and the folder with it.
        }
    }

    /// <summary>Removes a folder and those above it as long as they are empty; returns the first one that stays.</summary>
    private string RemoveEmptyFolders(string folder)
    {
        try
        {
            while (folder != _files)
            {
                Directory.Delete(folder);
                folder = Path.GetDirectoryName(folder)!;
            }
        }
        catch (IOException)
        {
            // It has other files, or a neighbour was faster.
        }

        return folder;
    }
}
