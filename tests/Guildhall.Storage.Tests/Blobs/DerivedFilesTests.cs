using Guildhall.Storage.Blobs;
using Guildhall.Testing;

namespace Guildhall.Storage.Tests.Blobs;

public sealed class DerivedFilesTests : IDisposable
{
    private const long Bound = 1_000;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_put_is_there_until_its_blob_goes()
    {
        var cache = DerivedFiles.Open(_folder.Path, _time);
        Put(cache, "avatars/1/abc", "16x16.png", 10);
        Put(cache, "avatars/1/def", "16x16.png", 10);
        Has(cache, "avatars/1/abc", "16x16.png").ShouldBeTrue();
        Has(cache, "avatars/1/abc", "32x32.png").ShouldBeFalse();
        cache.Drop("avatars/1/abc");
        (Has(cache, "avatars/1/abc", "16x16.png"), Has(cache, "avatars/1/def", "16x16.png")).ShouldBe((false, true));
        cache.Drop("avatars/1/");
        Has(cache, "avatars/1/def", "16x16.png").ShouldBeFalse();
        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Over_its_bound_the_oldest_used_go_first()
    {
        var cache = DerivedFiles.Open(_folder.Path, _time);
        for (var i = 0; i < 10; i++)
        {
            Put(cache, $"icons/{i}/x", "16x16.png", 100);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Has(cache, "icons/0/x", "16x16.png").ShouldBeTrue(); // used now, so it is the youngest
        Put(cache, "icons/10/x", "16x16.png", 100);
        cache.Bytes.ShouldBeLessThanOrEqualTo(Bound);
        Enumerable.Range(0, 11).Where(i => Has(cache, $"icons/{i}/x", "16x16.png")).ShouldBe([0, 3, 4, 5, 6, 7, 8, 9, 10]);
        Directory.Exists(Path.Combine(_folder.Path, "made", "icons", "1")).ShouldBeFalse("an empty folder stays behind");
    }

    [Fact]
    public void What_an_earlier_process_left_counts_and_goes_like_the_rest()
    {
        var before = DerivedFiles.Open(_folder.Path, _time);
        for (var i = 0; i < 10; i++) Put(before, $"icons/{i}/x", "16x16.png", 100);
        before.NewWorkFolder();
        _time.Advance(TimeSpan.FromHours(1));
        var cache = DerivedFiles.Open(_folder.Path, _time);
        Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "making")).ShouldBeEmpty();
        Put(cache, "icons/10/x", "16x16.png", 100);
        cache.Bytes.ShouldBeLessThanOrEqualTo(Bound);
        Has(cache, "icons/10/x", "16x16.png").ShouldBeTrue();
    }

    private static void Put(DerivedFiles cache, string key, string variant, int bytes)
    {
        var folder = cache.NewWorkFolder();
        var made = Path.Combine(folder, "made");
        File.WriteAllBytes(made, new byte[bytes]);
        cache.Put(key, variant, made, Bound);
        Directory.Delete(folder);
    }

    private static bool Has(DerivedFiles cache, string key, string variant)
    {
        using var file = cache.Open(key, variant);
        return file is not null;
    }
}
