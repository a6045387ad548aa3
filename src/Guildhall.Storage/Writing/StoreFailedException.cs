namespace Guildhall.Storage.Writing;

/// <summary>The store could not do what it was asked: a full or read-only disk, a broken file, a rule of the schema.</summary>
public sealed class StoreFailedException(string message, Exception? inner = null) : Exception(message, inner);
