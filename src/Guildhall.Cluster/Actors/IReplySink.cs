using Guildhall.Protocol;

namespace Guildhall.Cluster.Actors;

/// <summary>Where an answer goes: the asker in this process, or later the connection to the asker's node.</summary>
internal interface IReplySink
{
    /// <summary>Takes a boxed <see cref="Result{T}"/> of the type that was asked for.</summary>
    void Accept(object result);

    void Refuse(Failure failure);
}

/// <summary>An asker in this process, awaiting.</summary>
internal sealed class LocalAsker<TReply>(MessageCodec? roundTrip)
    : TaskCompletionSource<Result<TReply>>(TaskCreationOptions.RunContinuationsAsynchronously), IReplySink
{
    public void Accept(object result)
    {
        var typed = (Result<TReply>)result;
        TrySetResult(roundTrip is null ? typed : roundTrip.RoundTrip(typed));
    }

    public void Refuse(Failure failure) => TrySetResult(failure);
}
