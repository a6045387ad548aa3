namespace Guildhall.Voice.Crypto;

/// <summary>Which code does AES-GCM.</summary>
public enum CipherChoice
{
    /// <summary>OpenSSL's EVP with reused contexts; where there is no OpenSSL 3, the runtime's AesGcm.</summary>
    Evp,

    /// <summary>Our own, on the processor's AES instructions; where it has none, as <see cref="Evp"/>.</summary>
    Own,

    /// <summary>The runtime's AesGcm: everywhere, and three to ten times as slow.</summary>
    Runtime,
}
