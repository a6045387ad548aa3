namespace Guildhall.Community.Guild;

/// <summary>The one command that runs on a guild that does not exist yet: creating it.</summary>
public interface IGuildGenesis : IGuildCommand;
