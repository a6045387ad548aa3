using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Sqlite;

/// <summary>A submitted write and the task of the one who waits for it.</summary>
internal sealed class PendingWrite(WriteLane lane, StoreWrite write, long submittedAt)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int BytesPerRow = 256;
    private const int BytesPerExtra = 2_048;

    public WriteLane Lane => lane;

    public StoreWrite Write => write;

    /// <summary>When it was submitted, in timestamps of the store's clock.</summary>
    public long SubmittedAt => submittedAt;

    /// <summary>About how many bytes it stores: what bounds a batch beside the count.</summary>
    public long Weight { get; } = WeightOf(write);

    /// <summary>Why it was not stored; null while it may be, or is.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Notes that the write is not stored, and breaks its lane. The one who waits hears of it by <see cref="Tell"/>.</summary>
    public void Fail(Exception error)
    {
        Error ??= error;
        lane.Break();
    }

    /// <summary>Completes the task of the one who waits.</summary>
    public void Tell()
    {
        if (Error is null) TrySetResult();
        else TrySetException(Error);
    }

    private static long WeightOf(StoreWrite write)
    {
        var weight = 0L;
        foreach (var change in write.Changes)
        {
            weight += BytesPerRow;
            if (change is PutMessage { Message: var message })
                weight += message.Content.Length + (message.Extra is null ? 0 : BytesPerExtra);
        }

        foreach (var entry in write.Log) weight += BytesPerRow + entry.Payload.Length;
        return weight;
    }
}
