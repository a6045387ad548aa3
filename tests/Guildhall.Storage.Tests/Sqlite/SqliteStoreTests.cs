using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Tests.Sqlite;

/// <summary>What is particular to one folder on one disk: crashes, versions, locks, cleaning up.</summary>
public sealed class SqliteStoreTests
{
    private static readonly ChannelId General = new(200);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_acknowledged_write_survives_a_process_that_is_killed()
    {
        using var house = new SqliteHouse();
        await using var store = house.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async producer =>
        {
            for (var i = 1; i <= 100; i++) await Put(store, Message((ulong)(producer * 1_000 + i)));
        }));

        // What a killed process leaves: the database and its log, as they are at this moment.
        var copy = Path.Combine(house.Folder, "killed");
        Directory.CreateDirectory(copy);
        foreach (var name in new[] { "guildhall.db", "guildhall.db-wal" })
            File.Copy(Path.Combine(house.Folder, name), Path.Combine(copy, name));

        await using var restarted = house.Open(copy);
        var ids = Enumerable.Range(0, 8).SelectMany(producer => Enumerable.Range(1, 100).Select(i => new MessageId((ulong)(producer * 1_000 + i))));
        (await restarted.Messages.GetMany(General, [.. ids], Cancel)).Count.ShouldBe(800);
    }

    [Fact]
    public async Task Closing_stores_what_was_accepted_and_leaves_one_file()
    {
        using var house = new SqliteHouse();
        var store = house.Open();
        var writes = Enumerable.Range(1, 500).Select(id => Put(store, Message((ulong)id))).ToList();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Task.WhenAll(writes);
        Directory.GetFiles(house.Folder).Select(Path.GetFileName).Order().ShouldBe(["guildhall.db", "guildhall.lock"]);

        await Should.ThrowAsync<StoreFailedException>(Put(store, Message(1_000)));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.Messages.Get(General, new MessageId(1), Cancel));

        await using var again = house.Open();
        (await again.Messages.Page(General, PageKind.Latest, default, 1, Cancel))[0].Id.Number.ShouldBe(500UL);
        (await again.Messages.Get(General, new MessageId(1_000), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_schema_script_leads_from_an_empty_file_to_a_store()
    {
        SchemaScript.All.Select(script => script.Version).ShouldBe(Enumerable.Range(1, SchemaScript.All.Count));
        using var house = new SqliteHouse();
        await using (house.Open())
        {
        }

        Query(house.DatabasePath, "PRAGMA user_version").ShouldBe(SchemaScript.All.Count);
        Query(house.DatabasePath, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'").ShouldBe(1);
        Directory.Exists(Path.Combine(house.Folder, "backups")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_store_is_upgraded_after_a_copy_of_it_was_made()
    {
        using var house = new SqliteHouse();
        await using (var store = house.Open()) await Put(store, Message(1));
        var next = SchemaScript.All.Count + 1;
        SchemaScript[] newer =
        [
            .. SchemaScript.All,
            new(next, "CREATE TABLE novelty (id INTEGER PRIMARY KEY); INSERT INTO novelty VALUES (1);"),
            new(next + 1, "INSERT INTO novelty VALUES (2);"),
        ];

        await using (var store = house.Open(newer))
            (await store.Messages.Get(General, new MessageId(1), Cancel)).ShouldNotBeNull();

        Query(house.DatabasePath, "SELECT count(*) FROM novelty").ShouldBe(2);
        Query(house.DatabasePath, "PRAGMA user_version").ShouldBe(next + 1);
        var backup = Directory.GetFiles(Path.Combine(house.Folder, "backups")).Single();
        Path.GetFileName(backup).ShouldBe($"guildhall-v{SchemaScript.All.Count}-20260101T120000.db");
        Query(backup, "SELECT count(*) FROM messages").ShouldBe(1);
        Query(backup, "PRAGMA user_version").ShouldBe(SchemaScript.All.Count);
    }

    [Fact]
    public async Task An_upgrade_that_fails_leaves_the_store_at_the_last_whole_version()
    {
        using var house = new SqliteHouse();
        await using (house.Open())
        {
        }

        var version = SchemaScript.All.Count;
        SchemaScript[] faulty = [.. SchemaScript.All, new(version + 1, "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);")];
        Should.Throw<DataFolderUnusableException>(() => house.Open(faulty));
        Query(house.DatabasePath, "PRAGMA user_version").ShouldBe(version);
        Query(house.DatabasePath, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'").ShouldBe(0);
        await using var store = house.Open();
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_in_one_sentence_and_left_as_it_is()
    {
        using var house = new SqliteHouse();
        var version = SchemaScript.All.Count;
        await using (house.Open([.. SchemaScript.All, new SchemaScript(version + 1, "")]))
        {
        }

        var refused = Should.Throw<StoreVersionException>(() => house.Open());
        refused.Message.ShouldBe(
            $"The data folder {house.Folder} was written by a newer version of Guildhall "
            + $"(schema {version + 1}; this version knows up to {version}).");
        Query(house.DatabasePath, "PRAGMA user_version").ShouldBe(version + 1);
    }

    [Fact]
    public async Task A_folder_that_is_open_cannot_be_opened_again_until_it_is_closed()
    {
        using var house = new SqliteHouse();
        await using (house.Open()) Should.Throw<DataFolderBusyException>(() => house.Open());
        await using var store = house.Open();
    }

    [Fact]
    public async Task A_new_data_folder_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var house = new SqliteHouse();
        var folder = Path.Combine(house.Folder, "new", "data");
        await using var store = house.Open(folder);
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_folder_that_cannot_be_is_told_in_one_sentence()
    {
        using var house = new SqliteHouse();
        var file = Path.Combine(house.Folder, "file");
        File.WriteAllText(file, "no folder");
        Should.Throw<DataFolderUnusableException>(() => house.Open(Path.Combine(file, "data"))).Message.ShouldContain("cannot be used");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_not_ours_is_left_alone(bool isDatabase)
    {
        using var house = new SqliteHouse();
        if (isDatabase) Query(house.DatabasePath, "CREATE TABLE foreign_table (id INTEGER)");
        else File.WriteAllText(house.DatabasePath, string.Concat(Enumerable.Repeat("This is no database at all. ", 100)));
        var before = File.ReadAllBytes(house.DatabasePath);
        Should.Throw<DataFolderUnusableException>(() => house.Open());
        if (!isDatabase) File.ReadAllBytes(house.DatabasePath).ShouldBe(before);
    }

    [Fact]
    public async Task Cleaning_up_removes_what_nobody_can_see_any_more()
    {
        using var house = new SqliteHouse();
        await using var store = house.Open();
        ulong Ago(TimeSpan age) => Snowflake.At(house.Time.GetUtcNow() - age).Value;
        var guild = new GuildId(100);
        var (minute, day) = (TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        await Put(store, [.. Enumerable.Range(1, 1_100).SelectMany(id => new RowChange[]
        {
            Message((ulong)id),
            new PutReaction(General, new MessageId((ulong)id), new UserId(1), "🔥", null, false, DateTimeOffset.UnixEpoch),
        })]);
        await Put(store, new DeleteChannelMessages(General));
        await Put(store, Message(5_000));
        foreach (var age in new[] { minute * 9, minute * 11, minute * 12 })
            await Put(store, new PutNonce(guild, General, new UserId(1), $"{age}", new MessageId(Ago(age))));
        foreach (var age in new[] { day * 44, day * 46 })
            await Put(store, new PutAudit(guild, new AuditRow(new AuditEntryId(Ago(age)), 1, new UserId(1), null, null, null, null)));

        await store.Writer.Submit(new WriteLane(), new StoreWrite([], [Entry(1), Entry(2)]));
        house.Time.Jump(Housekeeping.LogKeptFor - minute);
        await store.Writer.Submit(new WriteLane(), new StoreWrite([], [Entry(3)]));
        house.Time.Jump(minute - Housekeeping.LogKeptFor);

        await store.Cleaning.Run();

        Query(house.DatabasePath, "SELECT count(*) FROM messages").ShouldBe(1);
        Query(house.DatabasePath, "SELECT count(*) FROM reactions").ShouldBe(0);
        Query(house.DatabasePath, "SELECT count(*) FROM purges").ShouldBe(0);
        Query(house.DatabasePath, "SELECT count(*) FROM nonces").ShouldBe(1);
        Query(house.DatabasePath, "SELECT count(*) FROM audit").ShouldBe(1);
        Query(house.DatabasePath, "SELECT count(*) FROM event_log").ShouldBe(3);

        house.Time.Jump(Housekeeping.LogKeptFor + minute);
        await store.Cleaning.Run();
        Query(house.DatabasePath, "SELECT count(*) FROM event_log").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_read_in_a_deleted_channel_and_old_mentions_go_with_the_cleaning()
    {
        using var house = new SqliteHouse();
        await using var store = house.Open();
        var guild = new GuildId(100);
        var author = new UserId(51);
        var reader = new UserId(52);
        var old = new MessageId(Snowflake.At(house.Time.GetUtcNow() - PutMentions.KeptFor - TimeSpan.FromMinutes(1)).Value);
        var recent = new MessageId(Snowflake.At(house.Time.GetUtcNow()).Value);
        await Put(store, Message(1));
        await store.Writer.Submit(new WriteLane(), new StoreWrite(
            new PutChannel(guild, new ChannelPayload { Id = General, Type = ChannelType.GuildText, Name = "general" }),
            new PutReadState(reader, new ReadStateRow(General, new MessageId(1), 0)),
            new PutMentions(guild, General, old, author, [reader], [new RoleId(guild.Value)]),
            new PutMentions(guild, General, recent, author, [reader], []),
            new DeleteChannel(guild, General)));
        (await store.Users.ReadStates(reader, Cancel)).ShouldNotBeEmpty();

        await store.Cleaning.Run();

        (await store.Users.ReadStates(reader, Cancel)).ShouldBeEmpty();
        var left = await store.Users.Mentions(reader, new MentionFilter(null, null, true, true, true, 10), Cancel);
        left.Select(mention => mention.Message).ShouldBe([recent]);
        Query(house.DatabasePath, "SELECT count(*) FROM role_mentions").ShouldBe(0);
    }

    [Fact]
    public async Task Deleted_channels_stay_empty_over_a_restart_that_comes_before_the_cleaning()
    {
        using var house = new SqliteHouse();
        await using (var store = house.Open())
        {
            await Put(store, Message(1), Message(2));
            await Put(store, new DeleteChannelMessages(General));
            await Put(store, Message(3));
        }

        await using var restarted = house.Open();
        Query(house.DatabasePath, "SELECT count(*) FROM messages").ShouldBe(3);
        (await restarted.Messages.Page(General, PageKind.Latest, default, 50, Cancel)).Single().Id.Number.ShouldBe(3UL);
        await restarted.Cleaning.Run();
        Query(house.DatabasePath, "SELECT count(*) FROM messages").ShouldBe(1);
        (await restarted.Messages.Page(General, PageKind.Latest, default, 50, Cancel)).Single().Id.Number.ShouldBe(3UL);
    }

    [Fact]
    public async Task The_log_of_the_database_starts_over_under_constant_load()
    {
        using var house = new SqliteHouse();
        await using var store = house.Open();
        var text = new string('x', 2_000);
        var largest = 0L;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async producer =>
        {
            for (var i = 0; i < 500; i++)
                await Put(store, new PutMessage(Plain((ulong)(i * 64 + producer), new ChannelId((ulong)producer)) with { Content = text }));
            largest = Math.Max(largest, new FileInfo(house.DatabasePath + "-wal").Length);
        }));

        // 32,000 messages of 2 KB would make a log of over 130 MB if it never started over.
        largest.ShouldBeLessThan(Checkpointer.HighWaterPages * 4_096L + (16L << 20));
        Query(house.DatabasePath, "SELECT count(*) FROM messages").ShouldBe(32_000);
    }

    private static LogEntry Entry(long sequence) => new(new GuildId(100), sequence, "MESSAGE_CREATE", "{}"u8.ToArray());

    private static PutMessage Message(ulong id) => new(Plain(id, General));

    private static StoredMessage Plain(ulong id, ChannelId channel) =>
        new() { Channel = channel, Id = new MessageId(id), Guild = new GuildId(100), Author = new UserId(1), Content = "hello" };

    private static Task Put(SqliteStore store, params RowChange[] changes) => store.Writer.Submit(new WriteLane(), new StoreWrite(changes));

    private static long Query(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
