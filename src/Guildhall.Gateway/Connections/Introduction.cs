using System.Text;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;
using Microsoft.AspNetCore.Connections;

namespace Guildhall.Gateway.Connections;

/// <summary>How a connection gets its session: by IDENTIFY a new one, by RESUME one that has lost its socket.</summary>
internal sealed class Introduction(GatewayService gateway, ISocketTransport socket, UpgradeRequest upgrade)
{
    /// <summary>
    /// IDENTIFY or RESUME: a bound session, a close code, or null for INVALID_SESSION. Throws only when the connection is lost.
    /// </summary>
    public async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> Begin(ClientPayload payload)
    {
        if (payload.Op is not ((int)GatewayOpcode.Identify or (int)GatewayOpcode.Resume))
            return (null, null, ClientOps.IsKnown(payload.Op) ? GatewayCloseCode.NotAuthenticated : GatewayCloseCode.UnknownOpcode);
        try
        {
            return payload.Op == (int)GatewayOpcode.Identify ? await IdentifyInTurn(payload.Data) : await ResumeFirst(payload.Data);
        }
        catch (Exception fault) when (!IsDisconnect(fault))
        {
            gateway.Log.IdentifyFailed(fault);
            return (null, null, GatewayCloseCode.UnknownError);
        }
    }

    /// <summary>True for what says no more than that the client is gone.</summary>
    public static bool IsDisconnect(Exception fault) => fault is IOException or ConnectionAbortedException or OperationCanceledException;

    private async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> IdentifyInTurn(JsonElement data)
    {
        if (!await gateway.Identifies.Enter()) return null;
        try
        {
            return await Identify(data);
        }
        finally
        {
            gateway.Identifies.Left();
        }
    }

    private async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> ResumeFirst(JsonElement data)
    {
        gateway.Identifies.Resuming();
        try
        {
            return await Resume(data);
        }
        finally
        {
            gateway.Identifies.Resumed();
        }
    }

    /// <summary>Asks the backend and hands the socket to a shard. A code other than 0 closes the socket; null means INVALID_SESSION.</summary>
    private async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> Identify(JsonElement data)
    {
        var (request, compressesPayloads, code) = IdentifyParser.Read(data, upgrade.Version);
        if (request is null) return (null, null, code);
        socket.CompressesPayloads = compressesPayloads && upgrade.Format == WireFormat.Json; // terms have no payload compression

        var (row, shard) = gateway.Reserve(request.Token, socket.Home);
        row.IsMobile = request.Client == ClientKind.Mobile;
        row.TokenAsOf = gateway.Backend.TokensAsOf;
        IdentifyOutcome outcome;
        try
        {
            // Bounded by the backend, not by the client's patience: what it has accepted must be told to the shard.
            outcome = await gateway.Backend.Identify(request, row.Address, CancellationToken.None);
        }
        catch
        {
            shard.Post(new ShardItem(ShardItemKind.Abandon, row));
            throw;
        }

        if (outcome is not IdentifyOutcome.Accepted accepted)
        {
            shard.Post(new ShardItem(ShardItemKind.Abandon, row));
            return outcome is IdentifyOutcome.Refused refused ? (null, null, refused.Code) : null;
        }

        var ready = new SharedPayload(DispatchCatalogue.Ready.Name, WithSession(accepted.ReadyBody, row), isPrivate: true);

        // Made here and not in the shard's loop, where others would wait for it.
        if (upgrade.Format != WireFormat.Json) ready.Shared(upgrade.Format);
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = new AcceptedSession(socket, accepted.User, accepted.IsBot, accepted.Intents, request.LargeThreshold, ready, answer,
            accepted.IsBot ? PassiveForm.None : request.Passive);
        shard.Post(new ShardItem(ShardItemKind.Accept, row, session));
        try
        {
            if (await answer.Task) await gateway.Backend.SessionReady(row.Address, accepted.User, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The shard owns the socket now, so the end has to come from there: without its guilds the session is no use.
            gateway.Log.CommandFailed(fault, (int)GatewayOpcode.Identify, accepted.User.Number);
            shard.Post(new ShardItem(ShardItemKind.CloseSessions, new[] { row.Address }, First: (ulong)GatewayCloseCode.UnknownError));
        }

        return (row, shard, 0);
    }

    /// <summary>Finds the session and hands it the socket. Null means INVALID_SESSION.</summary>
    private async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> Resume(JsonElement data)
    {
        if (!IdentifyParser.TryReadResume(data, out var token, out var sessionId, out var sequence)) return (null, null, GatewayCloseCode.DecodeError);
        if (!gateway.Ids.TryRead(sessionId, out var address, out var secret) || gateway.ShardOf(address) is not { } shard) return null;

        var answer = new TaskCompletionSource<FoundSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Post(new ShardItem(ShardItemKind.Find, new FindRequest(address, secret, answer)));
        if (await answer.Task is not { } found || found.Row.TokenHash != GatewayService.HashOf(token)) return null;
        if (!await IsStillAllowed(found, token)) return null;
        if (sequence is < 0 or > uint.MaxValue) return (null, null, GatewayCloseCode.InvalidSeq);

        await socket.MoveTo(shard);
        var outcome = new TaskCompletionSource<ResumeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Post(new ShardItem(ShardItemKind.Resume, new ResumeRequest(found.Row, socket, (uint)sequence, outcome)));
        return await outcome.Task switch
        {
            ResumeOutcome.Resumed => (found.Row, shard, 0),
            ResumeOutcome.SequenceAhead => (null, null, GatewayCloseCode.InvalidSeq),
            _ => null,
        };
    }

    // The store is asked when something was revoked that might be this token, and for sessions of the run before.
    private async ValueTask<bool> IsStillAllowed(FoundSession found, string token)
    {
        if (gateway.Backend.IsTokenStillValid(token, found.User, found.Row.TokenAsOf)) return true;
        var asOf = gateway.Backend.TokensAsOf;
        if (!await gateway.Backend.TokenIsValid(token, found.User, CancellationToken.None)) return false;
        found.Row.TokenAsOf = asOf;
        return true;
    }

    /// <summary>READY's d with the members that only the gateway knows.</summary>
    private byte[] WithSession(ReadOnlyMemory<byte> body, SessionRow row)
    {
        var url = gateway.Options.PublicUrl ?? upgrade.Url ?? "";
        var ours = Encoding.UTF8.GetBytes(
            $"{{\"session_id\":\"{gateway.Ids.Write(row.Address, row.Secret)}\",\"resume_gateway_url\":\"{JsonEncodedText.Encode(url)}\"");
        var rest = body.Span.TrimStart((byte)' ')[1..];
        var isEmpty = rest.TrimStart(" \r\n\t"u8).StartsWith("}"u8);
        return isEmpty ? [.. ours, .. rest] : [.. ours, (byte)',', .. rest];
    }
}
