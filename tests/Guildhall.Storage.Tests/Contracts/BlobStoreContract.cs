using System.Security.Cryptography;
using Guildhall.Storage.Blobs;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every blob store does.</summary>
public abstract class BlobStoreContract : StoreContract
{
    [Fact]
    public async Task All_blobs_are_listed_and_the_old_ones_alone_deleted_by_their_age()
    {
        await PutBlob("icons/1/old", [1]);
        var between = Store.Time.GetUtcNow();
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await PutBlob("icons/1/new", [1]);
        await PutBlob("emojis/5", [1]);
        Store.Blobs.List().Select(blob => blob.Key).Order(StringComparer.Ordinal).ShouldBe(["emojis/5", "icons/1/new", "icons/1/old"]);
        Store.Blobs.List().Single(blob => blob.Key == "icons/1/old").WrittenAt.ShouldBe(between);
        (await Store.Blobs.DeleteIfOlder("icons/1/old", between, Cancel)).ShouldBeTrue();
        (await Store.Blobs.DeleteIfOlder("icons/1/new", between, Cancel)).ShouldBeFalse();
        (await Store.Blobs.DeleteIfOlder("icons/1/none", between, Cancel)).ShouldBeFalse();
        Store.Blobs.List().Select(blob => blob.Key).Order(StringComparer.Ordinal).ShouldBe(["emojis/5", "icons/1/new"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(81_920)]
    [InlineData(300_001)]
    public async Task A_blob_is_read_back_byte_for_byte_and_known_by_its_hash(int size)
    {
        var bytes = Bytes(size);
        var info = await PutBlob("attachments/1/2/file.bin", bytes);
        info.ShouldBe(new BlobInfo(size, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        (await Read("attachments/1/2/file.bin")).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_blob_can_be_read_from_the_middle()
    {
        await PutBlob("a/b", Bytes(1_000));
        await using var stream = (await Store.Blobs.Open("a/b", Cancel))!;
        stream.Length.ShouldBe(1_000);
        stream.Position = 990;
        var rest = new byte[20];
        (await stream.ReadAtLeastAsync(rest, 10, throwOnEndOfStream: false, Cancel)).ShouldBe(10);
        rest[..10].ShouldBe(Bytes(1_000)[990..]);
    }

    [Fact]
    public async Task A_blob_opened_while_it_is_being_stored_is_whole_or_not_there()
    {
        for (var i = 0; i < 200; i++)
        {
            var key = $"a/{i}";
            var put = PutBlob(key, [7]);
            do
            {
                await using var stream = await Store.Blobs.Open(key, Cancel);
                (stream?.Length ?? 1).ShouldBe(1);
            }
            while (!put.IsCompleted);
            await put;
        }
    }

    [Fact]
    public async Task A_later_blob_replaces_an_earlier_one_of_the_same_key()
    {
        await PutBlob("a/b", [1]);
        await PutBlob("a/b", [2]);
        (await Read("a/b")).ShouldBe([2]);
    }

    [Fact]
    public async Task Exactly_the_allowed_size_fits_and_one_byte_more_leaves_nothing_behind()
    {
        await Store.Blobs.Put("fits", new MemoryStream(Bytes(100_000)), 100_000, Cancel);
        await Should.ThrowAsync<BlobTooLargeException>(
            async () => await Store.Blobs.Put("not", new MemoryStream(Bytes(100_001)), 100_000, Cancel));
        (await Read("fits"))!.Length.ShouldBe(100_000);
        (await Read("not")).ShouldBeNull();
    }

    [Fact]
    public async Task A_sender_who_breaks_off_leaves_the_earlier_blob_as_it_was()
    {
        await PutBlob("a/b", [1]);
        await Should.ThrowAsync<IOException>(async () => await Store.Blobs.Put("a/b", new BrokenStream(), 1_000, Cancel));
        (await Read("a/b")).ShouldBe([1]);
    }

    [Fact]
    public async Task What_is_not_there_is_neither_opened_nor_an_error_to_delete()
    {
        await PutBlob("a/b", [1]);
        (await Read("a/c")).ShouldBeNull();
        (await Read("nowhere/at/all")).ShouldBeNull();
        (await Read("a")).ShouldBeNull();
        await Store.Blobs.Delete("a/c", Cancel);
        await Store.Blobs.Delete("nowhere/at/all", Cancel);
        await Store.Blobs.DeleteFolder("nowhere", Cancel);
        await Store.Blobs.Delete("a/b", Cancel);
        (await Read("a/b")).ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_goes_with_everything_in_it_and_nothing_beside_it()
    {
        await PutBlob("attachments/1/2/x", [1]);
        await PutBlob("attachments/1/3/y", [1]);
        await PutBlob("attachments/10/2/x", [2]);
        await Store.Blobs.DeleteFolder("attachments/1/", Cancel);
        (await Read("attachments/1/2/x")).ShouldBeNull();
        (await Read("attachments/1/3/y")).ShouldBeNull();
        (await Read("attachments/10/2/x")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_blob_that_is_being_read_may_be_deleted()
    {
        await PutBlob("a/b", Bytes(200_000));
        await using var stream = (await Store.Blobs.Open("a/b", Cancel))!;
        await Store.Blobs.Delete("a/b", Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        copy.ToArray().ShouldBe(Bytes(200_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("a/..")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:evil")]
    [InlineData("a/b\0c")]
    [InlineData("a/b\nc")]
    [InlineData("a/ b")]
    [InlineData("a/b.")]
    public async Task A_key_that_could_lead_elsewhere_is_refused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await PutBlob(key, [1]));
        await Should.ThrowAsync<ArgumentException>(async () => await Read(key));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.Blobs.Delete(key, Cancel));
        if (key != "a/") await Should.ThrowAsync<ArgumentException>(async () => await Store.Blobs.DeleteFolder(key, Cancel));
    }

    [Fact]
    public async Task A_key_with_half_a_character_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await PutBlob("a/" + '\uD800', [1]));

    [Fact]
    public async Task Names_of_people_are_kept_however_long_and_in_any_script()
    {
        var (characters, castles) = (new string('長', 300), string.Concat(Enumerable.Repeat("🏰", 100)));
        var names = new[] { "Ünïcödé 🏰.png", ".gitignore", characters + ".txt", characters + ".png", castles };
        for (byte i = 0; i < names.Length; i++) await PutBlob($"attachments/1/{names[i]}", [i]);
        for (byte i = 0; i < names.Length; i++) (await Read($"attachments/1/{names[i]}")).ShouldBe([i]);
    }

    [Fact]
    public async Task Many_blobs_of_one_folder_may_come_and_go_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            await PutBlob($"emojis/{number % 4}/{number}", Bytes(number));
            (await Read($"emojis/{number % 4}/{number}")).ShouldBe(Bytes(number));
            if (number % 2 == 0) await Store.Blobs.Delete($"emojis/{number % 4}/{number}", Cancel);
        }));
    }

    private ValueTask<BlobInfo> PutBlob(string key, byte[] bytes) => Store.Blobs.Put(key, new MemoryStream(bytes), 1_000_000, Cancel);

    private async Task<byte[]?> Read(string key)
    {
        await using var stream = await Store.Blobs.Open(key, Cancel);
        if (stream is null) return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ == 0 ? ValueTask.FromResult(10) : throw new IOException("The connection was lost.");
    }
}
