namespace Guildhall.Storage.Backup;

/// <summary>A backup cannot be taken or restored, for a reason that whoever asked for it can mend. The message is one whole sentence.</summary>
public sealed class BackupException(string message) : Exception(message);
