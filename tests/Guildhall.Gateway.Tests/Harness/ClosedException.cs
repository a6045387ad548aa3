namespace Guildhall.Gateway.Tests.Harness;

/// <summary>The server closed the WebSocket where a payload was expected.</summary>
internal sealed class ClosedException(int code) : Exception($"closed with {code}")
{
    public int Code => code;
}
