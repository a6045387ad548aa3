using System.Buffers.Binary;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Rtc.Dtls;

/// <summary>
/// One DTLS association over memory: datagrams in, datagrams out, and at the end keys for SRTP. No socket, no clock, no thread of its own;
/// not for two threads at once. A handshake costs 1 to 2 ms of CPU, so it is no business of a thread that forwards packets.
/// </summary>
public sealed unsafe class DtlsSession : IDisposable
{
    /// <summary>The longest datagram that is sent: fits every path that a browser sends its own over.</summary>
    public const int MaxDatagram = 1200;

    private const int RecordHead = 13;

    private readonly string _fingerprint;
    private readonly nint _incoming;
    private readonly nint _outgoing;
    private nint _ssl;

    /// <param name="context">Says which role we play.</param>
    /// <param name="fingerprint">What the other side's certificate must have, from its SDP.</param>
    public DtlsSession(DtlsContext context, string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(context);
        _fingerprint = fingerprint;
        _ssl = OpenSsl.SSL_new(context.Handle);
        _incoming = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        _outgoing = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        // An empty memory is "nothing yet", not the end of the stream.
        OpenSsl.BIO_ctrl(_incoming, OpenSsl.Control.MemoryEofReturn, -1, 0);
        OpenSsl.BIO_ctrl(_outgoing, OpenSsl.Control.MemoryEofReturn, -1, 0);
        OpenSsl.SSL_set_bio(_ssl, _incoming, _outgoing);
        OpenSsl.SSL_ctrl(_ssl, OpenSsl.Control.SetMtu, MaxDatagram, 0);
        if (context.IsServer) OpenSsl.SSL_set_accept_state(_ssl);
        else OpenSsl.SSL_set_connect_state(_ssl);
    }

    public DtlsState State { get; private set; }

    /// <summary>The keys, once <see cref="State"/> is <see cref="DtlsState.Done"/>.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>True for what can be DTLS, by its first byte (RFC 7983).</summary>
    public static bool IsDtls(ReadOnlySpan<byte> datagram) => datagram.Length > RecordHead && datagram[0] is >= 20 and <= 63;

    /// <summary>Begins; for a client this makes the first datagram. <paramref name="send"/> gets every datagram to send.</summary>
    public void Start(Action<ReadOnlySpan<byte>> send) => Step(send);

    /// <summary>Takes a datagram of the other side's.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, Action<ReadOnlySpan<byte>> send)
    {
        if (State is DtlsState.Failed or DtlsState.Closed || !IsDtls(datagram)) return;
        fixed (byte* bytes = datagram)
        {
            if (OpenSsl.BIO_write(_incoming, bytes, datagram.Length) != datagram.Length) State = DtlsState.Failed;
        }

        Step(send);
    }

    /// <summary>Sends again what seems to be lost, when it is time. To be called every 50 ms or so while <see cref="State"/> is <see cref="DtlsState.Shaking"/>.</summary>
    public void Tick(Action<ReadOnlySpan<byte>> send)
    {
        if (State != DtlsState.Shaking) return;
        OpenSsl.ERR_clear_error();
        // Looks at OpenSSL's own timer; below zero when a flight was repeated too often.
        if (OpenSsl.SSL_ctrl(_ssl, OpenSsl.Control.HandleTimeout, 0, 0) < 0) State = DtlsState.Failed;
        Flush(send);
    }

    /// <summary>Says goodbye (close_notify).</summary>
    public void Close(Action<ReadOnlySpan<byte>> send)
    {
        if (State != DtlsState.Done) return;
        OpenSsl.ERR_clear_error();
        _ = OpenSsl.SSL_shutdown(_ssl);
        State = DtlsState.Closed;
        Flush(send);
    }

    public void Dispose()
    {
        // Frees the memories too.
        if (Interlocked.Exchange(ref _ssl, 0) is var ssl and not 0) OpenSsl.SSL_free(ssl);
    }

    private void Step(Action<ReadOnlySpan<byte>> send)
    {
        OpenSsl.ERR_clear_error();
        if (State == DtlsState.Shaking)
        {
            var result = OpenSsl.SSL_do_handshake(_ssl);
            if (result == 1) State = TakeKeys() ? DtlsState.Done : DtlsState.Failed;
            else if (OpenSsl.SSL_get_error(_ssl, result) is not (OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite)) State = DtlsState.Failed;
        }

        if (State == DtlsState.Done) Drain();
        // A failure has its alert, and the last flight goes out again when the other side repeats its own.
        Flush(send);
    }

    // Nothing is expected inside: no data channels. A repeated last flight and close_notify are handled by the reading.
    private void Drain()
    {
        var scratch = stackalloc byte[2048];
        for (var reads = 0; reads < 8; reads++)
        {
            var read = OpenSsl.SSL_read(_ssl, scratch, 2048);
            if (read > 0) continue;
            var error = OpenSsl.SSL_get_error(_ssl, read);
            if (error == OpenSsl.ErrorZeroReturn) State = DtlsState.Closed;
            else if (error is not (OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite)) State = DtlsState.Failed;
            return;
        }
    }

    // Without the comparison anybody on the path could be the other side.
    private bool TakeKeys()
    {
        var certificate = OpenSsl.SSL_get1_peer_certificate(_ssl);
        if (certificate == 0) return false;
        try
        {
            var length = OpenSsl.i2d_X509(certificate, null);
            if (length is <= 0 or > 16_384) return false;
            var der = new byte[length];
            fixed (byte* bytes = der)
            {
                var cursor = bytes;
                if (OpenSsl.i2d_X509(certificate, &cursor) != length) return false;
            }

            if (!RtcFingerprint.Matches(_fingerprint, der)) return false;
        }
        finally
        {
            OpenSsl.X509_free(certificate);
        }

        return TrySecrets();
    }

    private bool TrySecrets()
    {
        var selected = OpenSsl.SSL_get_selected_srtp_profile(_ssl);
        if (selected == 0) return false;
        // struct { const char* name; unsigned long id; }
        var profile = (SrtpProfile)(long)((nint*)selected)[1];
        if (profile is not (SrtpProfile.AeadAes128Gcm or SrtpProfile.AesCm128Sha1)) return false;
        Span<byte> secret = stackalloc byte[SrtpKeys.ExportedBytes(profile)];
        var label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* into = secret, name = label)
        {
            if (OpenSsl.SSL_export_keying_material(_ssl, into, secret.Length, name, label.Length, null, 0, 0) != 1) return false;
        }

        Keys = SrtpKeys.Cut(profile, secret);
        secret.Clear();
        return true;
    }

    // The memory has lost the borders of datagrams: cut on records, and put as many into one as fit.
    private void Flush(Action<ReadOnlySpan<byte>> send)
    {
        var pending = (int)OpenSsl.BIO_ctrl_pending(_outgoing);
        if (pending <= 0) return;
        var bytes = new byte[pending];
        fixed (byte* into = bytes) pending = OpenSsl.BIO_read(_outgoing, into, pending);
        Cut(bytes.AsSpan(0, Math.Max(pending, 0)), send);
    }

    internal static void Cut(ReadOnlySpan<byte> records, Action<ReadOnlySpan<byte>> send)
    {
        var taken = 0;
        while (taken + RecordHead <= records.Length)
        {
            var length = RecordHead + BinaryPrimitives.ReadUInt16BigEndian(records[(taken + 11)..]);
            if (taken + length > records.Length) break;
            if (taken > 0 && taken + length > MaxDatagram)
            {
                send(records[..taken]);
                records = records[taken..];
                taken = 0;
            }
            else
            {
                taken += length;
            }
        }

        if (!records.IsEmpty) send(records);
    }
}

/// <summary>How far an association is.</summary>
public enum DtlsState
{
    Shaking,
    Done,
    Closed,
    Failed,
}
