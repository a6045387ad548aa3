namespace Guildhall.Voice.Media;

/// <summary>A bound UDP socket, used by one thread. The two there are pass the same tests.</summary>
internal interface IDatagramPort : IDisposable
{
    int Port { get; }

    /// <summary>Datagrams that the system dropped since its queue was full, as far as it says.</summary>
    long Overflowed { get; }

    /// <summary>Takes what has come, and waits for something when there is nothing; 0 when the time is over or <see cref="Wake"/> was called.</summary>
    void Receive(ReceiveBatch batch, TimeSpan wait);

    /// <summary>Sends what is queued and clears the queue. Returns how many datagrams the system did not take.</summary>
    int Send(SendQueue queue);

    /// <summary>Ends the wait of <see cref="Receive"/>; from any thread.</summary>
    void Wake();
}
