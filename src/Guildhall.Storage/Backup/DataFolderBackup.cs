using Guildhall.Storage.Blobs;
using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Backup;

/// <summary>
/// Takes a backup of a data folder, whether a server runs on it or not. First the databases, each as it was at one moment; then the blobs, while the
/// server keeps what it deletes: so every file that the copied database names is in the copy. The result appears under its name when it is whole.
/// </summary>
public static class DataFolderBackup
{
    /// <summary>The folders beside the database that belong to a backup besides the blobs: secrets.</summary>
    internal const string Keys = "keys";
    internal static readonly string BlobFiles = Path.Combine("blobs", "files");

    /// <summary>Takes a backup.</summary>
    /// <param name="dataFolder">The server's data.</param>
    /// <param name="target">A folder that does not exist yet, or is empty.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onProgress">Told now and then.</param>
    /// <param name="cancel">Ends it, and leaves nothing behind.</param>
    /// <exception cref="BackupException">It cannot be taken; the message says why.</exception>
    public static BackupResult Run(string dataFolder, string target, TimeProvider time, Action<BackupProgress> onProgress, CancellationToken cancel)
    {
        var (source, whole) = (Path.GetFullPath(dataFolder), Path.GetFullPath(target).TrimEnd(Path.DirectorySeparatorChar));
        if (!File.Exists(Path.Combine(source, SqliteStore.DatabaseName))) throw new BackupException($"{source} is not the data folder of a Guildhall server: it has no {SqliteStore.DatabaseName}.");
        if (IsInside(whole, source)) throw new BackupException("A backup goes outside of the data folder, or the next one would contain it.");
        if (!FolderPlace.IsFree(whole)) throw new BackupException($"{whole} is there already and not empty; a backup never overwrites.");
        using var hold = new BackupHold(Path.Combine(source, "blobs")).Take() ?? throw new BackupException($"Another backup of {source} is being taken.");
        using var place = FolderPlace.Begin(whole);
        try
        {
            var result = Fill(source, place.Folder, time, onProgress, cancel);
            place.Finish();
            return result;
        }
        catch (SqliteException database)
        {
            throw new BackupException($"The database cannot be copied: {StoreErrors.Sentence(database)}");
        }
    }

    private static BackupResult Fill(string source, string folder, TimeProvider time, Action<BackupProgress> onProgress, CancellationToken cancel)
    {
        var takenAt = time.GetUtcNow();
        Dictionary<string, string> databases = [];
        foreach (var name in DatabasesOf(source))
        {
            databases[name] = DatabaseCopy.Take(
                Path.Combine(source, name), Path.Combine(folder, name), (done, total) => onProgress(new(BackupProgress.Steps.Database, done, total)), cancel);
        }

        onProgress(new(BackupProgress.Steps.Files, 0, 0));
        var files = new FileTree(done => onProgress(new(BackupProgress.Steps.Files, done, 0)), cancel);
        var into = Path.Combine(folder, BlobFiles);
        Directory.CreateDirectory(into);
        files.Copy(Path.Combine(source, BlobFiles), into);
        foreach (var held in HeldIn(source)) files.Copy(held, into);
        var (count, bytes, isLinked) = (files.Files, files.Bytes, files.IsLinked && files.Files > 0);
        FolderPlace.CopySecrets(Path.Combine(source, Keys), Path.Combine(folder, Keys));

        onProgress(new(BackupProgress.Steps.Checking, 0, 0));
        foreach (var name in databases.Keys)
        {
            if (DatabaseCopy.Damage(Path.Combine(folder, name)) is { } damage) throw new BackupException($"The server's {name} is damaged ({damage}); nothing was backed up.");
        }

        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, takenAt, DatabaseCopy.Schema(Path.Combine(folder, SqliteStore.DatabaseName)), databases, count, bytes);
        manifest.Write(folder);
        return new BackupResult(manifest, isLinked);
    }

    // The main one first: what is made from it (the search index) may be ahead of it, never behind.
    private static IEnumerable<string> DatabasesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*.db").Select(path => Path.GetFileName(path)).OrderBy(name => name != SqliteStore.DatabaseName).ThenBy(name => name, StringComparer.Ordinal);

    private static string[] HeldIn(string source)
    {
        var held = new BackupHold(Path.Combine(source, "blobs")).Folder;
        return Directory.Exists(held) ? Directory.GetDirectories(held) : [];
    }

    private static bool IsInside(string path, string folder) =>
        (path + Path.DirectorySeparatorChar).StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>A backup that was taken.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="IsLinked">Whether its files share their bytes on the disk with the server's.</param>
public sealed record BackupResult(BackupManifest Manifest, bool IsLinked);
