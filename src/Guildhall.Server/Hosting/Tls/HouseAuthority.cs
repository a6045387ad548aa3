using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Guildhall.Server.Hosting.Tls;

/// <summary>
/// The certificate authority that a house makes itself, for clients that insist on TLS (voice bots) where the operator has no certificate.
/// Its files are in the data folder: whoever trusts <see cref="File"/> trusts every certificate that comes from it, so its key is for the
/// owner's eyes alone. Server certificates live in memory: they are made at the start, and again before they expire.
/// </summary>
internal sealed class HouseAuthority : IDisposable
{
    private const string Folder = "voice-tls";
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3_650);
    private static readonly TimeSpan LeafLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);
    private readonly X509Certificate2 _authority;
    private readonly IReadOnlyList<string> _names;
    private readonly TimeProvider _time;
    private readonly Lock _renewing = new();
    private volatile X509Certificate2 _leaf;

    private HouseAuthority(string file, X509Certificate2 authority, IReadOnlyList<string> names, TimeProvider time)
    {
        (File, _authority, _names, _time) = (file, authority, names, time);
        _leaf = NewLeaf();
    }

    /// <summary>The authority's certificate in PEM, which clients are told to trust.</summary>
    public string File { get; }

    /// <summary>Opens the authority of a data folder, or makes one.</summary>
    /// <param name="dataFolder">Where it lives.</param>
    /// <param name="names">Host names and addresses that clients use.</param>
    /// <param name="time">The clock for expiry.</param>
    /// <exception cref="StartException">Its files are damaged or cannot be used.</exception>
    public static HouseAuthority Open(string dataFolder, IReadOnlyList<string> names, TimeProvider time)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), Folder);
        var (file, keyFile) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "ca-key.pem"));
        try
        {
            if (!System.IO.File.Exists(file) || !System.IO.File.Exists(keyFile)) Make(folder, file, keyFile, time);
            var authority = X509Certificate2.CreateFromPemFile(file, keyFile);
            if (authority.NotAfter.ToUniversalTime() - LeafLife > time.GetUtcNow().UtcDateTime) return new HouseAuthority(file, authority, names, time);
            authority.Dispose();
            Make(folder, file, keyFile, time);
            return new HouseAuthority(file, X509Certificate2.CreateFromPemFile(file, keyFile), names, time);
        }
        catch (CryptographicException)
        {
            throw new StartException($"{file} and {keyFile} are no certificate with its key; delete both, and new ones are made.");
        }
    }

    /// <summary>The server's certificate; a new one when the last is about to expire.</summary>
    public X509Certificate2 Leaf()
    {
        if (IsFresh(_leaf)) return _leaf;
        lock (_renewing)
        {
            // The one before may be in the middle of a handshake: the collector takes it.
            if (!IsFresh(_leaf)) _leaf = NewLeaf();
            return _leaf;
        }
    }

    public void Dispose()
    {
        _leaf.Dispose();
        _authority.Dispose();
    }

    private bool IsFresh(X509Certificate2 leaf) => leaf.NotAfter.ToUniversalTime() - RenewBefore > _time.GetUtcNow().UtcDateTime;

    private X509Certificate2 NewLeaf()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Guildhall", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in _names)
        {
            if (IPAddress.TryParse(name.Trim('[', ']'), out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        var now = _time.GetUtcNow();
        using var signed = request.Create(_authority, now - ClockTolerance, now + LeafLife, Serial());
        return signed.CopyWithPrivateKey(key);
    }

    private static void Make(string folder, string file, string keyFile, TimeProvider time)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Guildhall house authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        using var authority = request.CreateSelfSigned(now - ClockTolerance, now + AuthorityLife);
        // The key first, and never readable by others, not even for a moment: a certificate without its key would be made anew.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ownerOnly;
        System.IO.File.Delete(keyFile);
        using (var stream = new StreamWriter(keyFile, options)) stream.Write(key.ExportPkcs8PrivateKeyPem());
        System.IO.File.WriteAllText(file, authority.ExportCertificatePem() + "\n");
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // positive
        return serial;
    }
}
