using System.Buffers;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// Reads what a client says, the same for every transport: frames, the client's budget, payloads in its encoding. Keeps nothing
/// but an unfinished message and the budget; a field of its connection, so a mutable struct.
/// </summary>
internal struct ClientStream
{
    [ThreadStatic]
    private static byte[]? scratch;
    [ThreadStatic]
    private static byte[]? termScratch;
    private FrameDecoder _decoder;
    private ClientBudget _events;

    /// <summary>The next frame as a step, within the client's budget; moves <paramref name="buffer"/> behind it.</summary>
    /// <param name="isBound">Whether it has a session, and so may send op 37.</param>
    /// <param name="message">The payload of a ping, until the next call on this thread.</param>
    public ClientStep Next(ref ReadOnlySequence<byte> buffer, GatewayService gateway, bool isEtf, bool isBound, out ReadOnlySpan<byte> message)
    {
        scratch ??= new byte[Limits.GatewaySubscriptionsBytes];
        message = default;
        while (true)
        {
            var kind = _decoder.Next(ref buffer, isBound ? scratch : scratch.AsSpan(0, Limits.GatewayPayloadBytes), out var length);
            if (kind == FrameKind.Incomplete) return new ClientStep(ClientStepKind.More);
            if (kind == FrameKind.Violation) return new ClientStep(ClientStepKind.Close, Code: (int)GatewayCloseCode.DecodeError);
            if (kind == FrameKind.Close) return FarewellOf(scratch.AsSpan(0, length));
            if (!_events.TryTake(gateway.Time, gateway.Options.EventsPerWindow, Limits.GatewayEventWindowSeconds))
                return new ClientStep(ClientStepKind.Close, Code: (int)GatewayCloseCode.RateLimited);
            if (kind == FrameKind.Pong) continue;
            message = scratch.AsSpan(0, length);
            if (kind == FrameKind.Ping) return new ClientStep(ClientStepKind.Ping);
            return TryParse(message, isEtf, out var payload) && length <= LongestOf(payload.Op)
                ? new ClientStep(ClientStepKind.Command, payload)
                : new ClientStep(ClientStepKind.Close, Code: (int)GatewayCloseCode.DecodeError);
        }
    }

    /// <summary>True when the client has answered a close frame, or cannot be understood any more.</summary>
    public bool HasSaidFarewell(ref ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            var kind = _decoder.Next(ref buffer, scratch ??= new byte[Limits.GatewaySubscriptionsBytes], out _);
            if (kind is FrameKind.Close or FrameKind.Violation) return true;
            if (kind == FrameKind.Incomplete) return false;
        }
    }

    /// <summary>Gives back what an unfinished message holds.</summary>
    public void Forget() => _decoder.Forget();

    private static bool TryParse(ReadOnlySpan<byte> message, bool isEtf, out ClientPayload payload)
    {
        if (!isEtf) return ClientPayload.TryParse(message, out payload);
        var longest = EtfDecoder.Growth * (message.Length <= Limits.GatewayPayloadBytes ? Limits.GatewayPayloadBytes : Limits.GatewaySubscriptionsBytes);
        if (termScratch is null || termScratch.Length < longest) termScratch = new byte[longest];
        payload = default;
        return EtfDecoder.TryWriteJson(message, termScratch, out var length) && ClientPayload.TryParse(termScratch.AsSpan(0, length), out payload);
    }

    private static int LongestOf(int op) => op == (int)GatewayOpcode.GuildSubscriptionsBulk ? Limits.GatewaySubscriptionsBytes : Limits.GatewayPayloadBytes;

    private static ClientStep FarewellOf(ReadOnlySpan<byte> payload)
    {
        var code = payload.Length >= 2 ? (payload[0] << 8) | payload[1] : 1005;
        return new ClientStep(ClientStepKind.Close, Code: code, IsFarewell: true, EndsSession: code is (int)GatewayCloseCode.Normal or (int)GatewayCloseCode.GoingAway);
    }
}
