using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Storage.Backup;

namespace Guildhall.Server;

/// <summary><c>guildhall backup TARGET</c> and <c>guildhall restore SOURCE</c>.</summary>
internal static class BackupCommands
{
    private const string DataSetting = "data";

    public static Command Backup()
    {
        var target = new Argument<string>("TARGET") { Description = "Folder to write the backup to; it must not exist yet, or be empty." };
        var data = DataOption("The server's data folder");
        var command = new Command("backup", "Copy all data into a folder, whether the server runs or not.") { target, data };
        command.SetAction((parsed, _) => Run(parsed, cancel => TakeBackup(FolderOf(parsed, data), parsed.GetValue(target)!, parsed.InvocationConfiguration.Output, cancel)));
        return command;
    }

    public static Command Restore()
    {
        var source = new Argument<string>("SOURCE") { Description = "Folder that `guildhall backup` has written." };
        var data = DataOption("The data folder to make; it must not exist yet, or be empty");
        var command = new Command("restore", "Make a data folder out of a backup.") { source, data };
        command.SetAction((parsed, _) => Run(parsed, cancel => RestoreBackup(parsed.GetValue(source)!, FolderOf(parsed, data), parsed.InvocationConfiguration.Output, cancel)));
        return command;
    }

    private static void TakeBackup(string data, string target, TextWriter output, CancellationToken cancel)
    {
        var progress = new ProgressLines(output, TimeProvider.System);
        var result = DataFolderBackup.Run(data, target, TimeProvider.System, progress.Show, cancel);
        var manifest = result.Manifest;
        output.WriteLine($"Backup of {Path.GetFullPath(data)} as of {manifest.TakenAt:u} is whole: {Path.GetFullPath(target)}");
        output.WriteLine($"  {manifest.Files.ToString("N0", CultureInfo.InvariantCulture)} files, {Megabytes(manifest.FileBytes)}; the database, {Megabytes(new FileInfo(Path.Combine(target, "guildhall.db")).Length)}.");
        output.WriteLine("  It holds private messages, password hashes and the keys in keys/: keep it as secret as the server itself.");
        if (result.IsLinked) output.WriteLine("  Its files share the disk with the server's (hard links): copy the folder to another machine to survive the loss of the disk.");
    }

    private static void RestoreBackup(string source, string data, TextWriter output, CancellationToken cancel)
    {
        var progress = new ProgressLines(output, TimeProvider.System);
        var manifest = DataFolderRestore.Run(source, data, progress.Show, cancel);
        var folder = Path.GetFullPath(data);
        output.WriteLine($"Restored the state of {manifest.TakenAt:u} into {folder}; the backup was sound.");
        output.WriteLine("  If another user runs the server, give it the folder: chown -R USER " + folder);
        output.WriteLine($"  Then start it: guildhall serve --data {folder}");
    }

    // Ctrl-C ends the work where it is; what was half-written is deleted.
    private static async Task<int> Run(ParseResult parsed, Action<CancellationToken> work)
    {
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await Task.Run(() => work(interrupted.Token), CancellationToken.None);
            return 0;
        }
        catch (BackupException refused)
        {
            throw new StartException(refused.Message);
        }
        catch (OperationCanceledException)
        {
            throw new StartException($"The {parsed.CommandResult.Command.Name} was interrupted; nothing was kept.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The {parsed.CommandResult.Command.Name} did not work: {failure.Message.TrimEnd('.')}; nothing was kept.");
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static Option<string?> DataOption(string description) => new("--" + DataSetting, "--data-folder")
    {
        Description = $"{description}. Default: {new ServerOptions().DataFolder}. Also {Data.Variable}.",
        HelpName = "DIR",
    };

    private static Setting Data => Settings.All.Single(setting => setting.Name == DataSetting);

    private static string FolderOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(Data.Variable) ?? new ServerOptions().DataFolder;

    private static string Megabytes(long bytes) => $"{(bytes / (double)(1 << 20)).ToString("N1", CultureInfo.InvariantCulture)} MiB";
}
