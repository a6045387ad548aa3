using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>What an operator decides about the community.</summary>
public sealed record CommunityOptions
{
    /// <summary>The address people and bots reach this house at, without a slash at the end; in attachment and gateway URLs.</summary>
    public required Func<string> PublicUrl { get; init; }

    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>False closes registration to everybody.</summary>
    public bool IsRegistrationOpen { get; init; } = true;
}
