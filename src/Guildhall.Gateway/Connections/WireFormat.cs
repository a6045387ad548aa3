namespace Guildhall.Gateway.Connections;

/// <summary>What a client asked its messages to be: an encoding, as it is or in one compressed stream for the connection.</summary>
internal enum WireFormat : byte
{
    Json,
    JsonInZlib,
    JsonInZstd,
    Etf,
    EtfInZlib,
    EtfInZstd,
}
