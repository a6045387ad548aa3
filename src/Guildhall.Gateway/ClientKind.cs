namespace Guildhall.Gateway;

/// <summary>Where a session runs: the member of client_status that shows its presence.</summary>
public enum ClientKind
{
    Web,
    Desktop,
    Mobile,
}
