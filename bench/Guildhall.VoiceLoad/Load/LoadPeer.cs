using System.Net.Sockets;

namespace Guildhall.VoiceLoad.Load;

/// <summary>Somebody in a call, after signalling: a connected UDP socket, and how packets are sealed and opened.</summary>
internal abstract class LoadPeer : IDisposable
{
    private readonly List<StreamTrack> _streams = [];

    public required Socket Socket { get; init; }

    /// <summary>The streams that have come, each with its counts.</summary>
    public IReadOnlyList<StreamTrack> Streams => _streams;

    /// <summary>Packets that no key opened, or that held something else than what was sent.</summary>
    public long Bad { get; set; }

    /// <summary>Packets of control that came and were authentic.</summary>
    public long Reports { get; protected set; }

    /// <summary>Builds the next packet of sound around a payload; its length. The buffer belongs to the caller.</summary>
    public abstract int Seal(Span<byte> packet, ReadOnlySpan<byte> payload);

    /// <summary>Where the header ends, or 0 when this is no packet of sound.</summary>
    public abstract int HeaderOf(ReadOnlySpan<byte> packet);

    /// <summary>Opens in place a packet that <see cref="HeaderOf"/> knows; empty when it is not authentic.</summary>
    public abstract ReadOnlySpan<byte> Open(Span<byte> packet, int header, StreamTrack stream);

    /// <summary>Takes what is no packet of sound.</summary>
    public abstract void Other(ReadOnlySpan<byte> packet);

    /// <summary>Says that it is still here; called every other second.</summary>
    public abstract void KeepAlive();

    public StreamTrack StreamOf(uint ssrc)
    {
        foreach (var stream in _streams)
        {
            if (stream.Ssrc == ssrc) return stream;
        }

        var added = new StreamTrack(ssrc);
        _streams.Add(added);
        return added;
    }

    public virtual void Dispose() => Socket.Dispose();
}
