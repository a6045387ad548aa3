namespace Guildhall.Community.Guild;

/// <summary>
/// Marks the commands that also run in a private channel, which is a guild of its own with one channel. All others are refused
/// there, so that a new command of guilds is closed to private channels until somebody has thought about it.
/// </summary>
public interface IAlsoInPrivate;
