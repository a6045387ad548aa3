using System.Globalization;

namespace Guildhall.Storage.Blobs;

/// <summary>
/// Where infected files are kept for whoever runs the server: each under a name of its own, with a note beside it that tells where it was meant to go
/// and what was found. Nothing serves or opens them.
/// </summary>
internal sealed class Quarantine(string folder, TimeProvider time)
{
    /// <summary>Files that are kept; further ones are deleted until somebody makes room.</summary>
    public const int MostFiles = 1_000;

    /// <summary>Moves a file here.</summary>
    public void Keep(string path, string key, string? signature)
    {
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFiles(folder, "*.file").Take(MostFiles).Count() == MostFiles) return;
        var now = time.GetUtcNow();
        var name = Path.Combine(folder, $"{now.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}");
        File.WriteAllText(name + ".txt", $"found: {signature}\nat: {now:O}\nmeant for: {key}\n");
        File.Move(path, name + ".file");
    }
}
