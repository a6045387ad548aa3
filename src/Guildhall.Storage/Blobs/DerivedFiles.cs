namespace Guildhall.Storage.Blobs;

/// <summary>
/// Files made out of blobs (thumbnails): a cache on disk, bounded in bytes, oldest used go first. What was made of a blob lies in a folder of the blob's
/// own key, and goes with the blob. Losing all of it costs only time.
/// </summary>
public sealed class DerivedFiles
{
    /// <summary>Trimming stops below this share of the bound, so that it is rare.</summary>
    private const double KeptShare = 0.9;

    // The mark of a variant's file: no segment of a key begins like this.
    private const string Mark = "@";
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(10);
    private readonly string _root;
    private readonly string _work;
    private readonly TimeProvider _time;
    private long _bytes = -1;
    private int _isTrimming;

    private DerivedFiles(string root, string work, TimeProvider time) => (_root, _work, _time) = (root, work, time);

    /// <summary>Bytes in the cache as far as it has been looked at; -1 before.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Opens the folder, and drops what an earlier process was making.</summary>
    public static DerivedFiles Open(string folder, TimeProvider time)
    {
        var (root, work) = (Path.Combine(Path.GetFullPath(folder), "made"), Path.Combine(Path.GetFullPath(folder), "making"));
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(work);
        return new DerivedFiles(root, work, time);
    }

    /// <summary>A new empty folder to make something in, on the disk of the cache. The caller deletes it.</summary>
    public string NewWorkFolder() => Directory.CreateDirectory(Path.Combine(_work, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Opens a variant for reading, or null when it is not there. The caller disposes it.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="variant">What was made of it: lower-case letters, digits, dots and dashes.</param>
    public FileStream? Open(string key, string variant)
    {
        var path = PathOf(key, variant);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4_096, FileOptions.Asynchronous);
            Touch(path, file);
            return file;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>When a variant was made or last used; null when it is not there.</summary>
    public DateTimeOffset? UsedAt(string key, string variant)
    {
        var file = new FileInfo(PathOf(key, variant));
        return file.Exists ? file.LastWriteTimeUtc : null;
    }

    /// <summary>Takes a finished file into the cache, and lets the oldest used go when it is over its bound.</summary>
    public void Put(string key, string variant, string finished, long mostBytes)
    {
        if (Bytes < 0) Interlocked.CompareExchange(ref _bytes, Files().Sum(file => file.Length), -1);
        var path = PathOf(key, variant);
        File.SetLastWriteTimeUtc(finished, _time.GetUtcNow().UtcDateTime);
        var size = new FileInfo(finished).Length;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(finished, path, overwrite: true);
        if (Interlocked.Add(ref _bytes, size) > mostBytes) Trim(mostBytes);
    }

    /// <summary>Forgets everything that was made of a blob, or of the blobs below a folder of keys.</summary>
    public void Drop(string key)
    {
        var path = Path.Combine(_root, BlobPath.Of(key.TrimEnd('/')));
        if (!Directory.Exists(path)) return;
        try
        {
            var doomed = Path.Combine(_work, Guid.NewGuid().ToString("N"));
            Directory.Move(path, doomed);
            var size = new DirectoryInfo(doomed).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            if (Bytes >= 0) Interlocked.Add(ref _bytes, -size);
            Directory.Delete(doomed, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A neighbour was faster.
        }
    }

    /// <summary>The keys that something was made of, in no order, as paths of the blob folder.</summary>
    internal IEnumerable<string> Sources() => Files().Select(file => Path.GetRelativePath(_root, file.DirectoryName!)).Distinct(StringComparer.Ordinal);

    private string PathOf(string key, string variant) => Path.Combine(_root, BlobPath.Of(key), Mark + variant);

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(_root).EnumerateFiles(Mark + "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });

    // The time of a file's last use is that of its last write; written down now and then, since reading is frequent.
    private void Touch(string path, FileStream file)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (file.Length == 0 || now - File.GetLastWriteTimeUtc(file.SafeFileHandle) < TouchEvery) return;
        try
        {
            File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It was dropped in this moment.
        }
    }

    private void Trim(long mostBytes)
    {
        if (Interlocked.Exchange(ref _isTrimming, 1) != 0) return;
        try
        {
            var files = Files().OrderBy(file => file.LastWriteTimeUtc).ToList();
            var left = files.Sum(file => file.Length);
            foreach (var file in files)
            {
                if (left <= mostBytes * KeptShare) break;
                left -= file.Length;
                file.Delete();
                RemoveIfEmpty(file.DirectoryName!);
            }

            Interlocked.Exchange(ref _bytes, left);
        }
        finally
        {
            Volatile.Write(ref _isTrimming, 0);
        }
    }

    private void RemoveIfEmpty(string folder)
    {
        try
        {
            for (; folder != _root; folder = Path.GetDirectoryName(folder)!) Directory.Delete(folder);
        }
        catch (IOException)
        {
            // It holds more, or a neighbour was faster.
        }
    }
}
