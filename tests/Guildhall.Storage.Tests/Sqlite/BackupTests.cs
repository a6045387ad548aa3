using System.Text;
using Guildhall.Storage.Backup;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Tests.Sqlite;

public sealed class BackupTests : IDisposable
{
    private static readonly ChannelId General = new(200);
    private readonly SqliteHouse _house = new();
    private readonly string _away = Directory.CreateTempSubdirectory("guildhall-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_away, "backup");

    private string Restored => Path.Combine(_away, "restored");

    private string Held => Path.Combine(_house.Folder, "blobs", "held");

    public void Dispose()
    {
        _house.Dispose();
        Directory.Delete(_away, recursive: true);
    }

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored_as_it_was()
    {
        await using (var store = _house.Open())
        {
            await PutBlob(store, "icons/1/abc", "an icon");
            var keys = Directory.CreateDirectory(Path.Combine(_house.Folder, "keys")).FullName;
            await File.WriteAllTextAsync(Path.Combine(keys, "one"), "secret", Cancel);
            await PutMessage(store, 1);
            var result = Backup();
            (result.Manifest.Files, result.Manifest.FileBytes).ShouldBe((1, 7));
            await PutMessage(store, 2);
        }

        var manifest = DataFolderRestore.Run(Target, Restored, _ => { }, Cancel);
        manifest.TakenAt.ShouldBe(_house.Time.GetUtcNow());
        await using var restored = _house.Open(Restored);
        (await Read(restored, "icons/1/abc")).ShouldBe("an icon");
        (await Messages(restored)).ShouldBe([1ul]);
        (await File.ReadAllTextAsync(Path.Combine(Restored, "keys", "one"), Cancel)).ShouldBe("secret");
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(Target, "keys", "one")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task What_is_written_while_the_pages_are_copied_neither_gets_in_nor_begins_the_copy_anew()
    {
        await using var store = _house.Open();
        for (ulong id = 1; id <= 200; id++) await PutMessage(store, id, new string('x', 100_000));
        var steps = 0;
        Backup(progress =>
        {
            if (progress.Step != BackupProgress.Steps.Database || progress.Done == progress.Total) return;
            steps++;
            PutMessage(store, 1_000 + (ulong)steps).GetAwaiter().GetResult();
        });
        steps.ShouldBeInRange(1, 10);
        DataFolderRestore.Run(Target, Restored, _ => { }, Cancel);
        await using var restored = _house.Open(Restored);
        (await Messages(restored)).ShouldBe(Enumerable.Range(1, 200).Select(id => (ulong)id));
    }

    [Fact]
    public async Task A_blob_that_is_deleted_while_the_backup_runs_is_in_it_and_gone_from_the_server()
    {
        await using var store = _house.Open();
        foreach (var key in (string[])["attachments/1/2/a", "attachments/1/3/b", "icons/1/abc", "emojis/5"]) await PutBlob(store, key, key);
        Backup(progress =>
        {
            if (progress != new BackupProgress(BackupProgress.Steps.Files, 0, 0)) return;
            store.Blobs.DeleteFolder("attachments/1/2", Cancel).AsTask().GetAwaiter().GetResult();
            store.Blobs.DeleteFolder("attachments/1", Cancel).AsTask().GetAwaiter().GetResult();
            store.Blobs.Delete("emojis/5", Cancel).AsTask().GetAwaiter().GetResult();
        });
        (await Read(store, "attachments/1/2/a"), await Read(store, "emojis/5"), await Read(store, "icons/1/abc")).ShouldBe((null, null, "icons/1/abc"));
        Directory.Exists(Held).ShouldBeFalse();
        DataFolderRestore.Run(Target, Restored, _ => { }, Cancel);
        await using var restored = _house.Open(Restored);
        foreach (var key in (string[])["attachments/1/2/a", "attachments/1/3/b", "icons/1/abc", "emojis/5"]) (await Read(restored, key)).ShouldBe(key);
    }

    [Fact]
    public async Task What_a_killed_backup_held_is_deleted_by_the_server()
    {
        Directory.CreateDirectory(Path.Combine(Held, "x", "emojis"));
        await using var store = _house.Open();
        Directory.Exists(Held).ShouldBeFalse();
        Directory.CreateDirectory(Held);
        await PutBlob(store, "emojis/5", "x");
        await store.Blobs.Delete("emojis/5", Cancel);
        Directory.Exists(Held).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_that_fails_or_is_interrupted_leaves_nothing_behind()
    {
        await using var store = _house.Open();
        await PutBlob(store, "icons/1/abc", "an icon");
        using var interrupt = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => DataFolderBackup.Run(_house.Folder, Target, _house.Time, Interrupt, interrupt.Token));
        Directory.EnumerateFileSystemEntries(_away).ShouldBeEmpty();
        Directory.Exists(Held).ShouldBeFalse();

        void Interrupt(BackupProgress progress)
        {
            if (progress.Step == BackupProgress.Steps.Files) interrupt.Cancel();
        }
    }

    [Fact]
    public async Task A_backup_is_refused_where_it_would_do_harm()
    {
        await using var store = _house.Open();
        Should.Throw<BackupException>(() => DataFolderBackup.Run(_away, Target, _house.Time, _ => { }, Cancel)).Message.ShouldContain("not the data folder");
        Should.Throw<BackupException>(() => DataFolderBackup.Run(_house.Folder, Path.Combine(_house.Folder, "b"), _house.Time, _ => { }, Cancel)).Message.ShouldContain("outside");
        Backup();
        Should.Throw<BackupException>(() => Backup()).Message.ShouldContain("never overwrites");
        var another = Path.Combine(_away, "another");
        Should.Throw<BackupException>(() => DataFolderBackup.Run(_house.Folder, another, _house.Time, _ => DataFolderBackup.Run(_house.Folder, another + "2", _house.Time, _ => { }, Cancel), Cancel))
            .Message.ShouldContain("Another backup");
    }

    [Fact]
    public async Task A_restore_is_refused_into_a_folder_with_something_in_it_and_from_what_is_not_whole()
    {
        await using (var store = _house.Open()) await PutBlob(store, "icons/1/abc", "an icon");
        Backup();
        Should.Throw<BackupException>(() => DataFolderRestore.Run(Target, _house.Folder, _ => { }, Cancel)).Message.ShouldContain("not empty");
        Should.Throw<BackupException>(() => DataFolderRestore.Run(_house.Folder, Restored, _ => { }, Cancel)).Message.ShouldContain("not a backup");

        var icon = Path.Combine(Target, "blobs", "files", "icons", "1", "abc");
        File.Move(icon, icon + "2");
        File.Delete(icon + "2");
        Should.Throw<BackupException>(() => DataFolderRestore.Run(Target, Restored, _ => { }, Cancel)).Message.ShouldContain("lost files");

        var database = Path.Combine(Target, SqliteStore.DatabaseName);
        await using (var file = File.OpenWrite(database)) file.SetLength(file.Length - 1);
        Should.Throw<BackupException>(() => DataFolderRestore.Run(Target, Restored, _ => { }, Cancel)).Message.ShouldContain("damaged or was changed");
        File.Delete(database);
        Should.Throw<BackupException>(() => DataFolderRestore.Run(Target, Restored, _ => { }, Cancel)).Message.ShouldContain("has lost its guildhall.db");
        Directory.Exists(Restored).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused_in_a_sentence()
    {
        await _house.Open().DisposeAsync();
        using (var database = new SqliteConnection($"Data Source={_house.DatabasePath};Pooling=False"))
        {
            database.Open();
            SqliteFile.Execute(database, "PRAGMA user_version = 999");
        }

        Backup();
        Should.Throw<BackupException>(() => DataFolderRestore.Run(Target, Restored, _ => { }, Cancel)).Message.ShouldContain("newer version");
    }

    private BackupResult Backup(Action<BackupProgress>? onProgress = null) =>
        DataFolderBackup.Run(_house.Folder, Target, _house.Time, onProgress ?? (_ => { }), Cancel);

    private static async Task PutBlob(SqliteStore store, string key, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await store.Blobs.Put(key, content, 1_000, Cancel);
    }

    private static Task PutMessage(SqliteStore store, ulong id, string content = "hello") =>
        store.Writer.Submit(new WriteLane(), new StoreWrite(new PutMessage(new StoredMessage
        {
            Channel = General, Id = new MessageId(id), Guild = new GuildId(100), Author = new UserId(300), Content = content,
        })));

    private static async Task<string?> Read(SqliteStore store, string key)
    {
        await using var content = await store.Blobs.Open(key, Cancel);
        if (content is null) return null;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static async Task<IEnumerable<ulong>> Messages(SqliteStore store)
    {
        List<ulong> ids = [];
        for (var after = 0ul; ; after = ids[^1])
        {
            var page = await store.Messages.Page(General, PageKind.After, new MessageId(after), 100, Cancel);
            if (page.Count == 0) return ids;
            ids.AddRange(page.Select(message => message.Id.Number).Order());
        }
    }
}
