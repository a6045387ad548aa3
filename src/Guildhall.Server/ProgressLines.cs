using System.Globalization;
using Guildhall.Storage.Backup;

namespace Guildhall.Server;

/// <summary>Shows how far a backup has come: a line for each step, and one a second while a step goes on.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private BackupProgress.Steps? _step;
    private long _shownAt;

    public void Show(BackupProgress progress)
    {
        var isNew = _step != progress.Step;
        if (!isNew && time.GetElapsedTime(_shownAt) < Every) return;
        (_step, _shownAt) = (progress.Step, time.GetTimestamp());
        output.WriteLine(progress.Step switch
        {
            BackupProgress.Steps.Database => $"Database: {Share(progress)}",
            BackupProgress.Steps.Files => $"Files: {progress.Done.ToString("N0", CultureInfo.InvariantCulture)}{(progress.Total > 0 ? $" of {progress.Total.ToString("N0", CultureInfo.InvariantCulture)}" : "")}",
            _ => "Looking through the database for damage",
        });
    }

    private static string Share(BackupProgress progress) =>
        progress.Total == 0 ? "begun" : $"{(100.0 * progress.Done / progress.Total).ToString("N0", CultureInfo.InvariantCulture)} % of {progress.Total.ToString("N0", CultureInfo.InvariantCulture)} pages";
}
