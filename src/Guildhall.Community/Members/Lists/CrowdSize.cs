namespace Guildhall.Community.Members.Lists;

/// <summary>From when on a guild is a crowd, in which members are told of to those who look.</summary>
public sealed class CrowdSize
{
    /// <summary>Connected sessions up to which everybody is told of everybody.</summary>
    public const int Usual = 500;

    /// <summary>The bound; another one for tests.</summary>
    public int Sessions { get; set; } = Usual;
}
