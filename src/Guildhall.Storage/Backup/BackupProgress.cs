namespace Guildhall.Storage.Backup;

/// <summary>How far a backup or a restore has come.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">How much of it.</param>
/// <param name="Total">Of how much; 0 when that is not known.</param>
public readonly record struct BackupProgress(BackupProgress.Steps Step, long Done, long Total)
{
    /// <summary>The steps in their order.</summary>
    public enum Steps
    {
        /// <summary>Pages of the database are copied.</summary>
        Database,

        /// <summary>The state that will be restored is fixed; files follow.</summary>
        Files,

        /// <summary>The database is looked through for damage.</summary>
        Checking,
    }
}
