namespace Guildhall.Server.Options;

/// <summary>
/// One setting under all its names: <c>--public-url</c> on the command line, <c>GUILDHALL_PUBLIC_URL</c> in the
/// environment, <c>"public-url"</c> in the config file.
/// </summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Value">What stands for the value in the help, such as DIR; null for a switch.</param>
/// <param name="Default">The default as one would write it in the config file (JSON).</param>
/// <param name="Description">One sentence.</param>
/// <param name="Apply">Reads a text into the options; throws <see cref="FormatException"/> whose message follows "because".</param>
public sealed record Setting(
    string Name, string? Value, string Default, string Description, Func<ServerOptions, string, ServerOptions> Apply)
{
    public bool IsSwitch => Value is null;

    public string Flag => "--" + Name;

    public string Variable => "GUILDHALL_" + Name.Replace('-', '_').ToUpperInvariant();
}
