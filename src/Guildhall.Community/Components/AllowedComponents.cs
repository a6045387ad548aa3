namespace Guildhall.Community.Components;

/// <summary>Which components the maker of a message may put into it.</summary>
public enum AllowedComponents
{
    /// <summary>None are looked at: a webhook without an application that did not ask for them.</summary>
    Ignored,

    /// <summary>What shows and what leads elsewhere; nothing that somebody would have to answer. People, and webhooks without an application.</summary>
    Shown,

    /// <summary>All: applications, which hear what is done with them.</summary>
    All,
}
