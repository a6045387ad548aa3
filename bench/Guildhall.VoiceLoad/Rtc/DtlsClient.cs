using System.Buffers.Binary;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>A DTLS handshake over datagrams that the caller carries, up to the keys of SRTP.</summary>
internal sealed unsafe class DtlsClient : IDisposable
{
    private const int SetMtu = 17;
    private const int HandleTimeout = 74;
    private const int SetEndOfFile = 130;
    private const ulong NoQueryMtu = 0x1000;
    private const int Mtu = 1200;
    private const int RecordHeader = 13;
    private const int WantRead = 2;

    private readonly nint _ssl;
    private readonly nint _in = NewBio();
    private readonly nint _out = NewBio();

    public DtlsClient(DtlsIdentity identity)
    {
        _ssl = LibSsl.New(identity.Context);
        LibSsl.SetBio(_ssl, _in, _out);
        _ = LibSsl.SetOptions(_ssl, NoQueryMtu);
        _ = LibSsl.Control(_ssl, SetMtu, Mtu, 0);
        LibSsl.SetConnect(_ssl);
    }

    public bool IsDone { get; private set; }

    /// <summary>Takes a datagram (or none, at the start) and goes on as far as it can.</summary>
    /// <exception cref="IOException">The other side refuses.</exception>
    public void Advance(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* start = datagram)
        {
            if (datagram.Length > 0) _ = LibSsl.Write(_in, start, datagram.Length);
        }

        LibSsl.ClearErrors();
        var result = LibSsl.Handshake(_ssl);
        IsDone = result == 1;
        if (!IsDone && LibSsl.GetError(_ssl, result) is var error && error != WantRead) throw new IOException($"the DTLS handshake fails ({error})");
    }

    /// <summary>Sends again what was not answered in time.</summary>
    public void Remind() => _ = LibSsl.Control(_ssl, HandleTimeout, 0, 0);

    /// <summary>What is to be sent: whole records, gathered into datagrams.</summary>
    public List<byte[]> Outgoing()
    {
        var buffer = new byte[16 * 1024];
        int length;
        fixed (byte* start = buffer) length = Math.Max(0, LibSsl.Read(_out, start, buffer.Length));
        List<byte[]> datagrams = [];
        for (int at = 0, end = 0; end < length; at = end)
        {
            do end += RecordHeader + BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(end + 11));
            while (end < length && end - at + RecordHeader + BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(end + 11)) <= Mtu);
            datagrams.Add(buffer[at..end]);
        }

        return datagrams;
    }

    /// <summary>The fingerprint of the other side's certificate.</summary>
    public string PeerFingerprint()
    {
        var certificate = LibSsl.PeerCertificate(_ssl);
        if (certificate == 0) return "";
        var der = new byte[LibSsl.EncodeCertificate(certificate, null)];
        fixed (byte* start = der)
        {
            var into = start;
            _ = LibSsl.EncodeCertificate(certificate, &into);
        }

        LibSsl.FreeCertificate(certificate);
        return DtlsIdentity.FingerprintOf(der);
    }

    /// <summary>Key and salt to send with, key and salt to receive with (RFC 5764, section 4.2).</summary>
    public (byte[] Key, byte[] Salt, byte[] PeerKey, byte[] PeerSalt) Keys()
    {
        const string Label = "EXTRACTOR-dtls_srtp";
        var material = new byte[56];
        fixed (byte* start = material)
        {
            if (LibSsl.Export(_ssl, start, (nuint)material.Length, Label, (nuint)Label.Length, 0, 0, 0) != 1) throw new IOException("no keys for SRTP");
        }

        return (material[..16], material[32..44], material[16..32], material[44..56]);
    }

    public void Dispose() => LibSsl.Free(_ssl);

    private static nint NewBio()
    {
        var bio = LibSsl.NewBio(LibSsl.MemoryMethod());
        _ = LibSsl.ControlBio(bio, SetEndOfFile, -1, 0);
        return bio;
    }
}
