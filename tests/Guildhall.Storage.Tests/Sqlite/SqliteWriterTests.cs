using Guildhall.Storage.EventLog;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Tests.Contracts;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Tests.Sqlite;

public sealed class SqliteWriterTests : WriterContract
{
    [Fact]
    public async Task A_full_disk_fails_writes_and_keeps_what_was_acknowledged_and_reading_goes_on()
    {
        using var house = new SqliteHouse { ExpectsErrors = true };
        await using (house.Open())
        {
        }

        var file = new SqliteFile(house.DatabasePath);
        var connection = file.OpenWriter();
        // A database that may not grow is to SQLite a disk that is full.
        SqliteFile.Execute(connection, $"PRAGMA max_page_count = {SqliteFile.Number(connection, "PRAGMA page_count") + 20}");
        using var readers = new ReadPool(file.OpenReader, 2, "store reader");
        var checkpointer = new Checkpointer(file, house.Log);
        using var writer = new SqliteStoreWriter(connection, checkpointer, new PurgedChannels(), new LogSignal(), new LogSignal(), house.Time, house.Log);
        var messages = new SqliteMessageStore(readers, new PurgedChannels());
        var stored = new List<ulong>();
        var failed = new List<ulong>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async producer =>
        {
            for (var i = 1UL; i <= 40; i++)
            {
                var id = (ulong)producer * 1_000 + i;
                try
                {
                    await Submit(writer, id);
                    lock (stored) stored.Add(id);
                }
                catch (StoreFailedException full)
                {
                    full.Message.ShouldBe("the disk is full.");
                    lock (failed) failed.Add(id);
                }
            }
        }));

        stored.ShouldNotBeEmpty();
        failed.ShouldNotBeEmpty();
        foreach (var id in stored) (await messages.Get(General, new MessageId(id), Cancel)).ShouldNotBeNull();
        foreach (var id in failed) (await messages.Get(General, new MessageId(id), Cancel)).ShouldBeNull();

        SqliteFile.Execute(connection, "PRAGMA max_page_count = 1000000");
        await Submit(writer, failed[0]);
        (await messages.Get(General, new MessageId(failed[0]), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_write_that_no_store_can_understand_fails_alone()
    {
        using var house = new SqliteHouse { ExpectsErrors = true };
        await using var store = house.Open();
        var good = store.Writer.Submit(new WriteLane(), new StoreWrite(new PutMessage(Message(1))));
        var odd = store.Writer.Submit(new WriteLane(), new StoreWrite(new PutMessage(Message(2)), new Odd()));
        var alsoGood = store.Writer.Submit(new WriteLane(), new StoreWrite(new PutMessage(Message(3))));
        await good;
        await Should.ThrowAsync<StoreFailedException>(odd);
        await alsoGood;
        var page = await store.Messages.Page(General, PageKind.Latest, default, 50, Cancel);
        page.Select(message => message.Id.Number).ShouldBe([3UL, 1UL]);
    }

    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();

    private static Task Submit(SqliteStoreWriter writer, ulong id) =>
        writer.Submit(new WriteLane(), new StoreWrite(new PutMessage(Message(id, content: new string('x', 2_000)))));

    private sealed record Odd : RowChange;
}
