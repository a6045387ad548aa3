using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Gateway.Tls;
using Guildhall.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Gateway.Tests.Tls;

/// <summary>The server's side of TLS in memory, against a client that does what .NET's cannot.</summary>
public sealed partial class TlsSessionTests
{
    [Fact]
    public void What_reading_makes_it_say_leaves_before_the_next_write()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        using var pair = new Pair();
        pair.Client.UpdateKey();
        pair.ClientSays("after").ShouldBe(TlsOutcome.Done);
        // Without our own key update in front the client could not read it.
        pair.ServerSays("fine").ShouldBe("fine");
        pair.ServerSays("still").ShouldBe("still");
    }

    [Fact]
    public void A_client_that_asks_for_new_keys_without_end_is_cut_off()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        using var pair = new Pair();
        var outcome = TlsOutcome.Done;
        var updates = 0;
        for (; updates < 10_000 && outcome == TlsOutcome.Done; updates++)
        {
            pair.Client.UpdateKey();
            outcome = pair.ClientSays("x");
        }

        outcome.ShouldBe(TlsOutcome.Broken);
        updates.ShouldBeLessThan(1_000);
    }

    [Fact]
    public void After_its_end_nothing_is_read_or_written()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        var pair = new Pair();
        pair.Dispose();
        Should.Throw<IOException>(() => pair.ServerSays("late"));
        var nothing = ReadOnlySequence<byte>.Empty;
        pair.Server.Read(ref nothing, new byte[8], out _).ShouldBe(TlsOutcome.Ended);
        pair.Server.HasDecrypted.ShouldBeFalse();
    }

    [Fact]
    public async Task Past_the_handshakes_at_once_the_next_one_waits()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        using var context = new TlsContext(TestCertificate.Elliptic, [], hasHttp2: false);
        using var one = new SemaphoreSlim(1);
        var middleware = new TlsMiddleware(() => context, one, new ManualTime(), NullLogger.Instance, static _ => Task.CompletedTask);
        var (first, firstWire) = Connection();
        var (second, secondWire) = Connection();
        await firstWire.Output.WriteAsync(new byte[] { 22, 3, 1 });
        var firstRun = middleware.OnConnection(first);
        one.CurrentCount.ShouldBe(0);
        using var client = new RawClient();
        client.Handshake();
        await secondWire.Output.WriteAsync(client.Said());
        var secondRun = middleware.OnConnection(second);
        secondWire.Input.TryRead(out _).ShouldBeFalse();
        await firstWire.Output.CompleteAsync();
        await firstRun;
        (await secondWire.Input.ReadAsync()).Buffer.Length.ShouldBeGreaterThan(100);
        await secondWire.Output.CompleteAsync();
        await secondRun;
        one.CurrentCount.ShouldBe(1);
    }

    private static (ConnectionContext Connection, IDuplexPipe Wire) Connection()
    {
        var inline = new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);
        var (up, down) = (new Pipe(inline), new Pipe(inline));
        var connection = new DefaultConnectionContext { Transport = new Ends(up.Reader, down.Writer) };
        return (connection, new Ends(down.Reader, up.Writer));
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>A client and a session that have shaken hands.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly TlsContext _context = new(TestCertificate.Elliptic, [], hasHttp2: true);
        private readonly ArrayBufferWriter<byte> _output = new();

        public Pair()
        {
            Server = _context.Open();
            for (var outcome = TlsOutcome.More; outcome == TlsOutcome.More;)
            {
                Client.Handshake();
                var said = new ReadOnlySequence<byte>(Client.Said());
                outcome = Server.Handshake(ref said, _output, out var reason);
                reason.ShouldBeNull();
                said.Length.ShouldBe(0);
                Hand();
            }

            Client.Handshake().ShouldBeTrue();
        }

        public TlsSession Server { get; }

        public RawClient Client { get; } = new();

        public TlsOutcome ClientSays(string text)
        {
            Client.Write(text);
            var said = new ReadOnlySequence<byte>(Client.Said());
            var into = new byte[100];
            var outcome = Server.Read(ref said, into, out var count);
            if (outcome == TlsOutcome.Done) System.Text.Encoding.ASCII.GetString(into, 0, count).ShouldBe(text);
            return outcome;
        }

        public string ServerSays(string text)
        {
            Server.Write(System.Text.Encoding.ASCII.GetBytes(text), _output);
            Hand();
            return Client.Read();
        }

        public void Dispose()
        {
            Server.Dispose();
            Client.Dispose();
            _context.Dispose();
        }

        private void Hand()
        {
            Client.Hear(_output.WrittenSpan);
            _output.Clear();
        }
    }

    /// <summary>OpenSSL's own client over memory.</summary>
    private sealed unsafe partial class RawClient : IDisposable
    {
        private readonly nint _context = LibSsl.SSL_CTX_new(TLS_client_method());
        private readonly nint _ssl;
        private readonly nint _in = BIO_new_mem();
        private readonly nint _out = BIO_new_mem();

        public RawClient()
        {
            _ssl = LibSsl.SSL_new(_context);
            LibSsl.SSL_set_bio(_ssl, _in, _out);
            SSL_set_connect_state(_ssl);
        }

        public bool Handshake() => LibSsl.SSL_do_handshake(_ssl) == 1;

        public void UpdateKey() => SSL_key_update(_ssl, 1).ShouldBe(1);

        public void Write(string text)
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(text);
            fixed (byte* start = bytes) LibSsl.SSL_write(_ssl, start, bytes.Length).ShouldBe(bytes.Length);
        }

        public string Read()
        {
            var into = stackalloc byte[100];
            var count = LibSsl.SSL_read(_ssl, into, 100);
            count.ShouldBeGreaterThan(0);
            return System.Text.Encoding.ASCII.GetString(into, count);
        }

        public byte[] Said()
        {
            var bytes = new byte[65_536];
            fixed (byte* into = bytes) return bytes[..Math.Max(0, BIO_read(_out, into, bytes.Length))];
        }

        public void Hear(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty) return;
            fixed (byte* start = bytes) BIO_write(_in, start, bytes.Length).ShouldBe(bytes.Length);
        }

        public void Dispose()
        {
            LibSsl.SSL_free(_ssl);
            LibSsl.SSL_CTX_free(_context);
        }

        private static nint BIO_new_mem() => LibSsl.BIO_new(BIO_s_mem());

        [LibraryImport("libssl.so.3")]
        private static partial nint TLS_client_method();

        [LibraryImport("libssl.so.3")]
        private static partial void SSL_set_connect_state(nint ssl);

        [LibraryImport("libssl.so.3")]
        private static partial int SSL_key_update(nint ssl, int type);

        [LibraryImport("libcrypto.so.3")]
        private static partial nint BIO_s_mem();

        [LibraryImport("libcrypto.so.3")]
        private static partial int BIO_read(nint bio, byte* into, int length);

        [LibraryImport("libcrypto.so.3")]
        private static partial int BIO_write(nint bio, byte* bytes, int length);
    }
}
