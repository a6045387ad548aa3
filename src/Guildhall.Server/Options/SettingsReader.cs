using Guildhall.Server.Hosting;
using Guildhall.Server.Roles;
using Microsoft.Extensions.Configuration;

namespace Guildhall.Server.Options;

/// <summary>Puts the options together: command line before environment before config file before default.</summary>
public static class SettingsReader
{
    /// <summary>The variable and the flag that name the config file.</summary>
    public const string FileVariable = "GUILDHALL_CONFIG";

    /// <summary>Reads every source and validates the whole.</summary>
    /// <param name="commandLine">Values given as flags, by the name of their setting.</param>
    /// <param name="configFile">The file named on the command line, if any.</param>
    /// <param name="variable">Reads one environment variable.</param>
    /// <exception cref="StartException">A value cannot be used; the message says which one and why.</exception>
    public static ServerOptions Read(
        IReadOnlyDictionary<string, string> commandLine, string? configFile, Func<string, string?> variable)
    {
        var options = new ServerOptions();
        var fromFile = ReadFile(configFile ?? variable(FileVariable));
        foreach (var setting in Settings.All)
        {
            var (text, source) = commandLine.TryGetValue(setting.Name, out var given) ? (given, setting.Flag)
                : variable(setting.Variable) is { } set ? (set, setting.Variable)
                : fromFile.TryGetValue(setting.Name, out var written) ? (written, $"\"{setting.Name}\" in the config file")
                : (null, "");
            if (text is null) continue;
            try
            {
                options = setting.Apply(options, text);
            }
            catch (FormatException refused)
            {
                throw new StartException($"{source} cannot be '{text}', because {refused.Message}.", StartException.WrongUsage);
            }
        }

        return Validate(options with { RoundTripMessages = variable("GUILDHALL_ROUNDTRIP") is "1" });
    }

    /// <summary>Checks what concerns more than one setting.</summary>
    /// <exception cref="StartException">Settings that do not go together.</exception>
    public static ServerOptions Validate(ServerOptions options)
    {
        if (options.Listen.IsTls && (options.TlsCertificate is null || options.TlsKey is null))
            throw new StartException("An https address needs --tls-certificate and --tls-key.", StartException.WrongUsage);
        if (!options.Listen.IsTls && (options.TlsCertificate ?? options.TlsKey) is not null)
            throw new StartException("--tls-certificate and --tls-key need an https address in --listen.", StartException.WrongUsage);
        if (!options.Roles.Has(Role.Guilds))
            throw new StartException(
                "The other roles need guilds in the same process as long as the store is the embedded one.", StartException.WrongUsage);
        return options;
    }

    private static Dictionary<string, string> ReadFile(string? path)
    {
        if (path is null) return [];
        if (!File.Exists(path)) throw new StartException($"The config file {path} does not exist.", StartException.WrongUsage);
        IConfigurationRoot file;
        try
        {
            file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            var reason = (unreadable.InnerException ?? unreadable).Message.Split('\n')[0].Trim().TrimEnd('.');
            throw new StartException($"The config file {path} cannot be read: {reason}.", StartException.WrongUsage);
        }

        using var disposal = file as IDisposable;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in file.GetChildren())
        {
            if (!Settings.All.Any(setting => setting.Name == section.Key))
                throw new StartException($"The config file {path} has the unknown setting \"{section.Key}\".", StartException.WrongUsage);
            // A list may be written as one: ["gateway", "api"] reads as gateway,api.
            var parts = section.GetChildren().Select(part => part.Value).ToList();
            if ((parts.Count > 0 ? string.Join(',', parts) : section.Value) is { } value) values[section.Key] = value;
        }

        return values;
    }
}
