namespace Guildhall.Community.Interactions.Http;

/// <summary>Why an application's address gave no answer.</summary>
public enum EndpointFault
{
    /// <summary>It answered.</summary>
    None,

    /// <summary>The address is none that this house calls, or the application has no key to sign with.</summary>
    Refused,

    /// <summary>Nobody is there, or the connection broke.</summary>
    Unreachable,

    /// <summary>It took longer than <see cref="EndpointClient.Patience"/>.</summary>
    TooSlow,
}
