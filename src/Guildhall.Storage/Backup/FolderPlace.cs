using Guildhall.Storage.Blobs;

namespace Guildhall.Storage.Backup;

/// <summary>A folder that is filled under another name and appears under its own when it is whole. Unless finished it is deleted.</summary>
internal sealed class FolderPlace : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _whole;

    private FolderPlace(string whole, string partial) => (_whole, Folder) = (whole, partial);

    /// <summary>The folder to fill.</summary>
    public string Folder { get; }

    /// <summary>Whether nothing is there, or an empty folder.</summary>
    public static bool IsFree(string path) => !File.Exists(path) && (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any());

    /// <summary>Makes the folder to fill, for its owner alone: it holds messages and secrets.</summary>
    public static FolderPlace Begin(string whole)
    {
        try
        {
            var partial = $"{whole}.partial-{Guid.NewGuid():N}";
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            MakePrivate(partial);
            return new FolderPlace(whole, partial);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{whole} cannot be written: {refused.Message}");
        }
    }

    /// <summary>Copies a folder of secrets, for its owner alone.</summary>
    public static void CopySecrets(string source, string target)
    {
        if (!Directory.Exists(source)) return;
        MakePrivate(target);
        foreach (var file in Directory.GetFiles(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            DurableFiles.FlushFile(copy);
        }
    }

    /// <summary>Gives the folder its own name.</summary>
    public void Finish()
    {
        DurableFiles.FlushFolder(Folder);
        if (Directory.Exists(_whole)) Directory.Delete(_whole);
        Directory.Move(Folder, _whole);
        DurableFiles.FlushFolder(Path.GetDirectoryName(_whole)!);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }
}
