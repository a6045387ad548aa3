using System.Buffers;

namespace Guildhall.Gateway.Tls;

/// <summary>What one call of OpenSSL may read and where it may write.</summary>
internal sealed class TlsCall
{
    /// <summary>What has come and is not taken yet.</summary>
    public ReadOnlySequence<byte> Input;

    /// <summary>Where records go; null when there may be none.</summary>
    public IBufferWriter<byte>? Output;

    /// <summary>Where records go that nobody asked for: what reading makes OpenSSL say. Empty between calls.</summary>
    public readonly ArrayBufferWriter<byte> Answers = new();

    /// <summary>What went wrong while writing.</summary>
    public Exception? Fault;
}
