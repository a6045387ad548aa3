using System.Text;

namespace Guildhall.Server.Options;

/// <summary>The commented config file with every default, as <c>guildhall config</c> prints it.</summary>
public static class ConfigFile
{
    public static string Default()
    {
        var text = new StringBuilder("""
            // Guildhall's settings. Start with: guildhall serve --config FILE
            // A flag on the command line wins over the environment, which wins over this file.
            {

            """);
        foreach (var setting in Settings.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"""

                  // {setting.Description}
                  // Also {setting.Flag}{(setting.IsSwitch ? "" : " " + setting.Value)}, or {setting.Variable} in the environment.
                  "{setting.Name}": {setting.Default},

                """);
        }

        return text.Append("}\n").ToString();
    }
}
