namespace Guildhall.Community.Edge;

/// <summary>Who may call a route and how often.</summary>
public sealed record RouteOptions
{
    /// <summary>Routes without more specific wishes: 50 requests a second for each caller and top-level resource.</summary>
    public static readonly RouteOptions Default = new();

    /// <summary>Requests that one caller may make in a window on one top-level resource.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Seconds of the window.</summary>
    public double WindowSeconds { get; init; } = 1;

    /// <summary>Routes with the same name share a bucket; null for a bucket of the route's own.</summary>
    public string? Bucket { get; init; }

    /// <summary>True for routes that work without a token, such as registering or looking at an invite.</summary>
    public bool IsOpen { get; init; }

    /// <summary>True when only people may call it: bots get 20001.</summary>
    public bool PeopleOnly { get; init; }

    /// <summary>True when the window counts by address instead of by caller.</summary>
    public bool ByAddress { get; init; }

    /// <summary>True for routes that a webhook's token opens: no Authorization is asked for, and the window counts for the webhook, whoever calls.</summary>
    public bool ByWebhookToken { get; init; }

    /// <summary>True for what nobody misses when everything is late, such as typing: then it is answered and not done.</summary>
    public bool MayBeLeftOut { get; init; }

    /// <summary>What an OAuth2 Bearer token needs here. Null, as for most routes, refuses every such token.</summary>
    public ScopeRule? Scope { get; init; }

    public static RouteOptions Per(int limit, double seconds, string? bucket = null) => new() { Limit = limit, WindowSeconds = seconds, Bucket = bucket };
}
