namespace Guildhall.Community.Links;

/// <summary>An address that is not reached out to; the message says why, for tests and never for people.</summary>
public sealed class LinkRefusedException(string reason) : Exception(reason);
