using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// Keeps a second process out of a data folder. The operating system frees the lock when the process ends, however it ends.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Makes the folder when it is missing, and locks it.</summary>
    public static DataFolderLock Take(string dataFolder)
    {
        try
        {
            MakeFolder(dataFolder);
            var path = Path.Combine(dataFolder, "guildhall.lock");
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (busy.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            throw new DataFolderBusyException(dataFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderUnusableException(dataFolder, error.Message, error);
        }
    }

    public void Dispose() => _file.Dispose();

    // It holds password hashes and private messages: a folder that is made here is for its owner alone.
    private static void MakeFolder(string path)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, ownerOnly);
    }
}
