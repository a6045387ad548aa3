using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Tls;

/// <summary>Decrypts an endpoint's connections: what is behind it sees plain text, and finds in the features that it came over TLS.</summary>
internal sealed class TlsMiddleware(Func<TlsContext> context, SemaphoreSlim handshakes, TimeProvider time, ILogger log, ConnectionDelegate next)
{
    public async Task OnConnection(ConnectionContext connection)
    {
        if (await Greet(connection) is not { } session) return;
        var encrypted = connection.Transport;
        var plain = new TlsPipe(session, encrypted);
        connection.Transport = plain;
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = encrypted;
            await Part(session, plain, encrypted.Output);
        }
    }

    /// <summary>The handshake; null when there was none in the end.</summary>
    private async Task<TlsSession?> Greet(ConnectionContext connection)
    {
        using var deadline = new CancellationTokenSource(GatewayLimits.TlsHandshakeTime, time);
        try
        {
            // Whoever says nothing costs nothing but the connection.
            var first = await connection.Transport.Input.ReadAsync(deadline.Token);
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            if (first.Buffer.IsEmpty) return null;
            await handshakes.WaitAsync(deadline.Token);
            try
            {
                return await Shake(connection, deadline.Token);
            }
            finally
            {
                handshakes.Release();
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            log.TlsHandshakeFailed("it took too long");
            connection.Abort();
        }
        catch (Exception fault) when (fault is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // Gone in the middle of it.
        }

        return null;
    }

    private async Task<TlsSession?> Shake(ConnectionContext connection, CancellationToken cancel)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var session = context().Open();
        var isAgreed = false;
        try
        {
            for (long taken = 0; taken <= GatewayLimits.TlsHandshakeBytes;)
            {
                var read = await input.ReadAsync(cancel);
                var (outcome, bytes, reason) = Step(session, read, input, output);
                taken += bytes;
                await output.FlushAsync(cancel);
                if (outcome == TlsOutcome.Done)
                {
                    isAgreed = true;
                    Tell(connection, session.Facts);
                    return session;
                }

                if (outcome == TlsOutcome.Broken) log.TlsHandshakeFailed(reason!);
                if (outcome != TlsOutcome.More || read.IsCompleted) return null;
            }

            log.TlsHandshakeFailed("it is too long");
            return null;
        }
        finally
        {
            if (!isAgreed) session.Dispose();
        }
    }

    private static (TlsOutcome Outcome, long Bytes, string? Reason) Step(TlsSession session, in ReadResult read, PipeReader input, PipeWriter output)
    {
        var left = read.Buffer;
        var outcome = session.Handshake(ref left, output, out var reason);
        // Taken to the last byte where more has to come.
        input.AdvanceTo(left.Start);
        return (outcome, read.Buffer.Length - left.Length, reason);
    }

    private static void Tell(ConnectionContext connection, TlsFacts facts)
    {
        connection.Features.Set<ITlsConnectionFeature>(facts);
        connection.Features.Set<ITlsHandshakeFeature>(facts);
        connection.Features.Set<ITlsApplicationProtocolFeature>(facts);
    }

    private static async Task Part(TlsSession session, TlsPipe plain, PipeWriter encrypted)
    {
        using (session)
        {
            try
            {
                await plain.Close();
                session.Shutdown(encrypted);
                await encrypted.FlushAsync();
            }
            catch (Exception fault) when (fault is IOException or InvalidOperationException or ConnectionAbortedException or OperationCanceledException)
            {
                // It did not wait for our farewell.
            }
        }
    }
}
