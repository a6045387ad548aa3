namespace Guildhall.Gateway.Compression;

/// <summary>
/// A compressor that one connection has for itself: what it makes refers to the messages before it. It may take over from spliced
/// messages at any message and leave off at any, since it begins with an empty history and the next splice refers to nothing.
/// Used by one thread at a time.
/// </summary>
internal abstract class PrivateStream : IDisposable
{
    /// <summary>Longer messages are spliced: they have history enough in themselves, and are compressed off the shard's loop.</summary>
    public const int LongestMessage = 16 * 1_024;

    // Twice what a message can be, and then some: neither library makes that much more of anything.
    [ThreadStatic]
    private static byte[]? target;
    private PrivateStreams? _owner;

    protected PrivateStream(PrivateStreams owner, int bytes)
    {
        _owner = owner;
        Bytes = bytes;
    }

    ~PrivateStream() => Free();

    /// <summary>What it is charged in its owner's budget.</summary>
    public int Bytes { get; }

    /// <summary>True when the stream has had other messages since its last one, so that its history is not the decoder's.</summary>
    protected bool IsStale { get; private set; } = true;

    /// <summary>The message as the next piece of its stream; valid until this thread compresses another.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> message)
    {
        target ??= new byte[(2 * LongestMessage) + 1_024];
        var length = Compress(message, target);
        IsStale = false;
        return target.AsSpan(0, length);
    }

    /// <summary>A message has gone by another way: what was before it can no longer be referred to.</summary>
    public void Forget() => IsStale = true;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    protected abstract int Compress(ReadOnlySpan<byte> message, Span<byte> bytes);

    /// <summary>Gives back the library's memory; called once.</summary>
    protected abstract void FreeContext();

    private void Free()
    {
        if (Interlocked.Exchange(ref _owner, null) is not { } owner) return;
        FreeContext();
        owner.Returned(this);
    }
}
