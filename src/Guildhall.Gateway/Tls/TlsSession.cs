using System.Buffers;
using System.Text;

namespace Guildhall.Gateway.Tls;

/// <summary>
/// One connection's TLS. Reading and writing may happen at once, each from one thread at a time. While nothing happens it holds what
/// OpenSSL knows about the connection and no buffer.
/// </summary>
internal sealed unsafe class TlsSession : IDisposable
{
    private readonly Lock _one = new();
    private nint _ssl;
    private byte[]? _owed;

    /// <param name="ssl">Owned from here on.</param>
    public TlsSession(nint ssl)
    {
        _ssl = ssl;
        var bio = TlsBio.New();
        LibSsl.SSL_set_bio(ssl, bio, bio);
        LibSsl.SSL_set_accept_state(ssl);
    }

    /// <summary>Decrypted bytes wait inside.</summary>
    public bool HasDecrypted
    {
        get
        {
            lock (_one) return _ssl != 0 && LibSsl.SSL_pending(_ssl) > 0;
        }
    }

    /// <summary>What was agreed on; after the handshake.</summary>
    public TlsFacts Facts
    {
        get
        {
            byte* protocol;
            uint length;
            LibSsl.SSL_get0_alpn_selected(_ssl, &protocol, &length);
            return TlsFacts.Of(LibSsl.SSL_version(_ssl) == LibSsl.Tls13, new ReadOnlySpan<byte>(protocol, (int)length));
        }
    }

    /// <summary>Goes on with the handshake.</summary>
    /// <param name="input">What has come; afterwards what is left of it.</param>
    /// <param name="output">Takes what is to be sent, also when it is broken: the peer is told why.</param>
    /// <param name="reason">Why it is broken.</param>
    public TlsOutcome Handshake(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output, out string? reason)
    {
        lock (_one)
        {
            var call = Begin(input, output);
            var result = LibSsl.SSL_do_handshake(_ssl);
            input = call.Input;
            var outcome = result == 1 ? TlsOutcome.Done : OutcomeOf(result);
            reason = outcome == TlsOutcome.Broken ? Reason() : null;
            End(call);
            return outcome;
        }
    }

    /// <summary>Decrypts.</summary>
    /// <param name="input">What has come; afterwards what is left of it.</param>
    /// <param name="into">Not empty.</param>
    /// <param name="count">Bytes decrypted, more than none when done.</param>
    public TlsOutcome Read(ref ReadOnlySequence<byte> input, Span<byte> into, out int count)
    {
        lock (_one)
        {
            count = 0;
            if (_ssl == 0) return TlsOutcome.Ended;
            // The writer's output is not ours to touch: what reading has to say (a key update, an alert) goes before the next write.
            var call = Begin(input, TlsBio.Call.Answers);
            fixed (byte* bytes = into) count = LibSsl.SSL_read(_ssl, bytes, into.Length);
            input = call.Input;
            var outcome = count > 0 ? TlsOutcome.Done : OutcomeOf(count);
            End(call);
            count = Math.Max(0, count);
            return Owe(call.Answers) ? outcome : TlsOutcome.Broken;
        }
    }

    /// <summary>Encrypts into the output.</summary>
    /// <exception cref="IOException">The connection is over.</exception>
    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        lock (_one)
        {
            if (_ssl == 0) throw new IOException("the TLS connection is closed");
            if (bytes.IsEmpty) return;
            Pay(output);
            var call = Begin(default, output);
            int result;
            fixed (byte* start = bytes) result = LibSsl.SSL_write(_ssl, start, bytes.Length);
            var fault = call.Fault;
            End(call);
            if (result != bytes.Length) throw new IOException("the TLS connection is broken", fault);
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Shutdown(IBufferWriter<byte> output)
    {
        lock (_one)
        {
            if (_ssl == 0) return;
            Pay(output);
            var call = Begin(default, output);
            _ = LibSsl.SSL_shutdown(_ssl);
            End(call);
        }
    }

    public void Dispose()
    {
        lock (_one)
        {
            if (_ssl != 0) LibSsl.SSL_free(_ssl);
            _ssl = 0;
            _owed = null;
        }
    }

    /// <summary>Keeps answers until the next write; false when a peer makes us answer without end.</summary>
    private bool Owe(ArrayBufferWriter<byte> answers)
    {
        if (answers.WrittenCount == 0) return true;
        var isBearable = (_owed?.Length ?? 0) + answers.WrittenCount <= GatewayLimits.OwedTlsBytes;
        if (isBearable) _owed = [.. _owed ?? [], .. answers.WrittenSpan];
        answers.Clear();
        return isBearable;
    }

    private void Pay(IBufferWriter<byte> output)
    {
        if (_owed is null) return;
        output.Write(_owed);
        _owed = null;
    }

    private static TlsCall Begin(in ReadOnlySequence<byte> input, IBufferWriter<byte> output)
    {
        // What another use of OpenSSL has left on this thread would be taken for ours.
        LibSsl.ERR_clear_error();
        var call = TlsBio.Call;
        (call.Input, call.Output, call.Fault) = (input, output, null);
        return call;
    }

    // Nothing of a connection stays with the thread.
    private static void End(TlsCall call) => (call.Input, call.Output, call.Fault) = (default, null, null);

    private TlsOutcome OutcomeOf(int result) => LibSsl.SSL_get_error(_ssl, result) switch
    {
        LibSsl.ErrorWantRead => TlsOutcome.More,
        LibSsl.ErrorZeroReturn => TlsOutcome.Ended,
        _ => TlsOutcome.Broken,
    };

    private static string Reason()
    {
        const int longest = 256;
        var text = stackalloc byte[longest];
        LibSsl.ERR_error_string_n(LibSsl.ERR_peek_error(), text, longest);
        return Encoding.ASCII.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }
}
