using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>Somebody in a call, as its delivery service sees them.</summary>
internal sealed class DaveMember(UserId user, bool canEncrypt, long nowMs)
{
    private readonly Allowance _messages = new(VoiceLimits.DaveBurst, VoiceLimits.DavePerSecond, nowMs);
    private readonly Allowance _keyPackages = new(VoiceLimits.KeyPackageBurst, VoiceLimits.KeyPackagesPerSecond, nowMs);

    public UserId User { get; } = user;

    /// <summary>Named a protocol version above 0, and has kept its word so far.</summary>
    public bool CanEncrypt { get; set; } = canEncrypt;

    /// <summary>Named a protocol version above 0.</summary>
    public bool ClaimsEncryption { get; } = canEncrypt;

    public long JoinedMs { get; } = nowMs;

    /// <summary>The version that its client works with.</summary>
    public int Version { get; set; }

    /// <summary>What it goes into a group with, or is in it by; null until its client sends one.</summary>
    public KeyPackage? Package { get; set; }

    /// <summary>When its key package must have come.</summary>
    public long PackageDueMs { get; set; } = long.MaxValue;

    /// <summary>The others could not use its commit, so it commits no more.</summary>
    public bool IsBarred { get; set; }

    /// <summary>Encrypted packets are kept from it.</summary>
    public bool IsGuarded { get; set; }

    public bool MaySend(long nowMs) => _messages.Take(nowMs);

    public bool MaySendKeyPackage(long nowMs) => _keyPackages.Take(nowMs);
}
