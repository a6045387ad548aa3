using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Server.Roles;

namespace Guildhall.Server.Tests.Options;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void The_command_line_wins_over_the_environment_which_wins_over_the_file()
    {
        File.WriteAllText(_file, """
            {
              // A comment, and a trailing comma.
              "data": "from-file", "listen": "http://localhost:1", "drain-seconds": 7,
            }
            """);

        var options = Read(new() { ["data"] = "from-flag" }, new() { ["GUILDHALL_DATA"] = "from-env", ["GUILDHALL_LISTEN"] = "http://localhost:2" });

        options.DataFolder.ShouldBe("from-flag");
        options.Listen.Port.ShouldBe(2);
        options.DrainTimeout.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void The_printed_config_file_is_every_default()
    {
        File.WriteAllText(_file, ConfigFile.Default());

        var options = Read([], []);

        var defaults = new ServerOptions();
        (options with { Roles = defaults.Roles }).ShouldBe(defaults);
        options.Roles.ToString().ShouldBe(defaults.Roles.ToString());
    }

    [Fact]
    public void Roles_may_be_written_as_a_list()
    {
        File.WriteAllText(_file, """{ "roles": ["guilds", "api"] }""");

        var roles = Read([], []).Roles;

        roles.Has(Role.Api).ShouldBeTrue();
        roles.Has(Role.Gateway).ShouldBeFalse();
    }

    [Theory]
    [InlineData("listen", "8080", "--listen cannot be '8080', because it is not a URL such as http://localhost:8080.")]
    [InlineData("listen", "ftp://localhost", "--listen cannot be 'ftp://localhost', because it must begin with http:// or https://.")]
    [InlineData("listen", "http://localhost:1/api", "--listen cannot be 'http://localhost:1/api', because it must end after the port.")]
    [InlineData("roles", "api,video", "--roles cannot be 'api,video', because 'video' is no role; the roles are gateway,api,guilds,voice,media,workers.")]
    [InlineData("roles", "api", "The other roles need guilds in the same process as long as the store is the embedded one.")]
    [InlineData("listen", "https://localhost:1", "An https address needs --tls-certificate and --tls-key.")]
    [InlineData("drain-seconds", "soon", "--drain-seconds cannot be 'soon', because it must be a whole number from 1 to 3600.")]
    public void A_value_that_cannot_be_used_is_refused_in_one_sentence(string name, string value, string sentence)
    {
        var refusal = Should.Throw<StartException>(() => SettingsReader.Read(new Dictionary<string, string> { [name] = value }, null, _ => null));

        refusal.Message.ShouldBe(sentence);
        refusal.ExitCode.ShouldBe(StartException.WrongUsage);
    }

    [Theory]
    [InlineData("""{ "dta": "x" }""", "has the unknown setting \"dta\"")]
    [InlineData("{ nothing", "cannot be read")]
    public void A_config_file_that_cannot_be_used_is_refused(string content, string part)
    {
        File.WriteAllText(_file, content);

        Should.Throw<StartException>(() => Read([], [])).Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("http://localhost:8080", "localhost", 8080)]
    [InlineData("http://*:80", "0.0.0.0", 80)]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("http://[::1]:9", "[::1]", 9)]
    public void Addresses_of_this_machine_are_understood(string text, string host, int port)
    {
        ListenAddress.TryParse(text, out var address, out _).ShouldBeTrue();

        (address!.Host, address.Port).ShouldBe((host, port));
    }

    [Fact]
    public void The_operators_page_names_every_setting()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "operating", "options.md"));

        foreach (var setting in Settings.All)
        {
            page.ShouldContain($"`{setting.Flag}{(setting.IsSwitch ? "" : " " + setting.Value)}` | `{setting.Variable}`");
            page.ShouldContain(setting.Description);
        }
    }

    public void Dispose() => File.Delete(_file);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Guildhall.slnx"))) folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        return folder;
    }

    private ServerOptions Read(Dictionary<string, string> flags, Dictionary<string, string> variables) =>
        SettingsReader.Read(flags, _file, variables.GetValueOrDefault);
}
