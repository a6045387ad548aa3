using System.CommandLine;
using System.CommandLine.Help;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;

namespace Guildhall.Server;

/// <summary>The commands of the executable: <c>serve</c>, <c>config</c>, <c>backup</c>, <c>restore</c>, <c>--version</c>.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Guildhall: a place for communities to talk, on a server of your own.") { Serve(), Config(), BackupCommands.Backup(), BackupCommands.Restore() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction) return Fail(WrongCall(parsed), StartException.WrongUsage);
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (StartException failure)
        {
            return Fail(failure.Message, failure.ExitCode);
        }
    }

    private static Command Serve()
    {
        var serve = new Command("serve", "Run the server until Ctrl-C, which drains; a second Ctrl-C stops at once.");
        var config = new Option<string?>("--config")
        {
            Description = $"Config file (JSON with comments); `guildhall config` prints one. Also {SettingsReader.FileVariable}.",
            HelpName = "FILE",
        };
        serve.Options.Add(config);
        var flags = Settings.All.Select(setting => (setting, Option: Flag(setting))).ToList();
        foreach (var (_, option) in flags) serve.Options.Add(option);
        serve.SetAction(async (parsed, _) =>
        {
            var given = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (setting, option) in flags)
            {
                if (parsed.GetResult(option) is not { Implicit: false }) continue;
                given[setting.Name] = parsed.GetValue(option) ?? "";
            }

            var options = SettingsReader.Read(given, parsed.GetValue(config), Environment.GetEnvironmentVariable);
            return await Serving.Run(options);
        });
        return serve;
    }

    private static Command Config()
    {
        var config = new Command("config", "Print the config file with every default, commented.");
        config.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ConfigFile.Default()));
        return config;
    }

    private static Option<string?> Flag(Setting setting) => new(setting.Flag)
    {
        Description = $"{setting.Description} {(setting.Default == "null" ? "" : $"Default: {setting.Default.Trim('"')}. ")}Also {setting.Variable}.",
        HelpName = setting.Value ?? "true|false",
        Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine($"guildhall: {message}");
        return exitCode;
    }

    private static string WrongCall(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        var reason = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is unknown here" : parsed.Errors[0].Message.TrimEnd('.', ' ');
        return $"{reason}. See: guildhall {command}--help";
    }
}
