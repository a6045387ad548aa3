namespace Guildhall.Storage.Blobs;

/// <summary>
/// Keeps deleted blobs for as long as a backup runs: the copied database may still name them. The backup, another process, holds the lock and makes the
/// folder; the server moves what it deletes there instead. A hold whose process has ended counts no more, and what it held is deleted.
/// </summary>
internal sealed class BackupHold(string blobs)
{
    private const int MostAttempts = 10;
    private readonly string _lock = Path.Combine(blobs, "backup.lock");

    /// <summary>What was deleted meanwhile: in each folder in here, paths as in the folder of files.</summary>
    public string Folder { get; } = Path.Combine(blobs, "held");

    /// <summary>Begins a hold. Null when another backup has one.</summary>
    public IDisposable? Take()
    {
        try
        {
            var held = new FileStream(_lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Clear(); // what a backup that was killed has left
            Directory.CreateDirectory(Folder);
            return new Held(this, held);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sets a file or folder that is to be deleted aside. False when no backup runs, and whoever deletes goes on.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="relative">The same below the folder of files.</param>
    public bool Keeps(string path, string relative)
    {
        if (!Directory.Exists(Folder)) return false;
        if (!IsTaken())
        {
            Clear();
            return false;
        }

        var aside = Path.Combine(Folder, Guid.NewGuid().ToString("N"), relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
            Directory.Move(path, aside); // moves files as well
        }
        catch (IOException)
        {
            // It is not there, or the backup has ended in this moment: then whoever deletes does so.
        }

        return !Path.Exists(path);
    }

    /// <summary>Deletes what a backup held that ended without doing so.</summary>
    public void ClearUnlessTaken()
    {
        if (Directory.Exists(Folder) && !IsTaken()) Clear();
    }

    private bool IsTaken()
    {
        try
        {
            using var free = new FileStream(_lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // The server may set something aside in this very moment: then once more.
    private void Clear()
    {
        for (var attempt = 1; Directory.Exists(Folder); attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                return; // a neighbour was faster
            }
            catch (IOException) when (attempt < MostAttempts)
            {
            }
        }
    }

    private sealed class Held(BackupHold hold, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            hold.Clear();
            file.Dispose();
        }
    }
}
