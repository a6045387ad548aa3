using Guildhall.Storage.EventLog;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;
using Guildhall.Testing;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every suite of a store begins with.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected static readonly GuildId House = new(100);
    protected static readonly ChannelId General = new(200);
    protected static readonly ChannelId Garden = new(201);
    protected static readonly UserId Ada = new(300);
    protected static readonly UserId Bob = new(301);

    protected OpenedStore Store { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await Open();

    public async ValueTask DisposeAsync()
    {
        await Store.Close();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<OpenedStore> Open();

    /// <summary>Stores rows in a lane of their own and waits until they are durable.</summary>
    protected Task Put(params RowChange[] changes) => Store.Writer.Submit(new WriteLane(), new StoreWrite(changes));

    protected Task Log(params LogEntry[] entries) => Store.Writer.Submit(new WriteLane(), new StoreWrite([], entries));

    protected static StoredMessage Message(ulong id, ChannelId? channel = null, UserId? author = null, string content = "hello") => new()
    {
        Channel = channel ?? General,
        Id = new MessageId(id),
        Guild = House,
        Author = author ?? Ada,
        Content = content,
    };

    protected static LogEntry Entry(long sequence, GuildId? guild = null) =>
        new(guild ?? House, sequence, "MESSAGE_CREATE", "{\"id\":\"1\"}"u8.ToArray());

    protected static T Full<T>() => (T)Samples.Full(typeof(T));

    protected static T Bare<T>() => (T)Samples.Bare(typeof(T));

    protected static void ShouldBeTheSame(object? actual, object? expected) => Sameness.Difference(actual, expected).ShouldBeNull();
}
