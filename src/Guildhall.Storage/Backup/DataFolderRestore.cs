using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Backup;

/// <summary>Makes a data folder out of a backup, after having looked whether it is whole and sound.</summary>
public static class DataFolderRestore
{
    /// <summary>Restores a backup.</summary>
    /// <param name="backup">The folder of the backup; it stays as it is.</param>
    /// <param name="dataFolder">A folder that does not exist yet, or is empty.</param>
    /// <param name="onProgress">Told now and then.</param>
    /// <param name="cancel">Ends it, and leaves nothing behind.</param>
    /// <exception cref="BackupException">It cannot be restored; the message says why.</exception>
    public static BackupManifest Run(string backup, string dataFolder, Action<BackupProgress> onProgress, CancellationToken cancel)
    {
        var (source, whole) = (Path.GetFullPath(backup), Path.GetFullPath(dataFolder).TrimEnd(Path.DirectorySeparatorChar));
        var manifest = BackupManifest.Read(source);
        if (!FolderPlace.IsFree(whole)) throw new BackupException($"The data folder {whole} is not empty; a backup is restored into a new one.");
        var known = SchemaScript.All[^1].Version;
        if (manifest.Schema > known) throw new BackupException($"The backup is of a newer version of Guildhall (schema {manifest.Schema}; this version knows up to {known}).");
        onProgress(new(BackupProgress.Steps.Checking, 0, 0));
        foreach (var (name, hash) in manifest.Databases) Check(source, name, hash);
        using var place = FolderPlace.Begin(whole);
        Fill(source, place.Folder, manifest, onProgress, cancel);
        place.Finish();
        return manifest;
    }

    private static void Check(string source, string name, string hash)
    {
        var path = Path.Combine(source, Path.GetFileName(name));
        if (!File.Exists(path)) throw new BackupException($"The backup has lost its {name}.");
        if (DatabaseCopy.Hash(path) != hash) throw new BackupException($"The backup's {name} is not the file that was written: it is damaged or was changed.");
        if (DatabaseCopy.Damage(path) is { } damage) throw new BackupException($"The backup's {name} is damaged ({damage}).");
    }

    private static void Fill(string source, string folder, BackupManifest manifest, Action<BackupProgress> onProgress, CancellationToken cancel)
    {
        foreach (var name in manifest.Databases.Keys)
        {
            // A copy, not a link: the server will write into it.
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name));
            Blobs.DurableFiles.FlushFile(Path.Combine(folder, name));
        }

        var files = new FileTree(done => onProgress(new(BackupProgress.Steps.Files, done, manifest.Files)), cancel);
        var into = Path.Combine(folder, DataFolderBackup.BlobFiles);
        Directory.CreateDirectory(into);
        files.Copy(Path.Combine(source, DataFolderBackup.BlobFiles), into);
        if (files.Files != manifest.Files || files.Bytes != manifest.FileBytes)
            throw new BackupException($"The backup has lost files: {files.Files} with {files.Bytes} bytes are there, {manifest.Files} with {manifest.FileBytes} were written.");
        FolderPlace.CopySecrets(Path.Combine(source, DataFolderBackup.Keys), Path.Combine(folder, DataFolderBackup.Keys));
    }
}
