namespace Guildhall.Storage.Writing;

/// <summary>A write would have made two rows with the same unique value, such as a username.</summary>
public sealed class UniqueViolationException(string what) : Exception($"{what} is taken.");
