namespace Guildhall.Storage.Writing;

/// <summary>An earlier write of the same lane was not stored, so this one is not tried.</summary>
public sealed class LaneBrokenException() : Exception("An earlier write of the same actor was not stored.");
