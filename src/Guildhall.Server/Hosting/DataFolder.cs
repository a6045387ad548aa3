using Guildhall.Server.Options;

namespace Guildhall.Server.Hosting;

/// <summary>Makes sure, before anything opens it, that the data folder exists and can be written.</summary>
internal static class DataFolder
{
    private const int ProbeBytes = 1 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder and writes a probe file into it.</summary>
    /// <returns>Whether the folder was made just now: the first run.</returns>
    /// <exception cref="StartException">It cannot be used; the message says why.</exception>
    public static bool Prepare(ServerOptions options)
    {
        var path = Path.GetFullPath(options.DataFolder);
        if (File.Exists(path)) throw new StartException($"The data folder {path} is a file.");
        var isNew = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
        try
        {
            Make(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                file.Write(new byte[ProbeBytes]);
                file.Flush(flushToDisk: true);
            }

            return isNew;
        }
        catch (Exception failure) when (DiskTrouble.Explain(failure, path) is { } sentence)
        {
            throw new StartException(sentence);
        }
    }

    // It holds password hashes and private messages: a folder that is made here is for its owner alone.
    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }
}
