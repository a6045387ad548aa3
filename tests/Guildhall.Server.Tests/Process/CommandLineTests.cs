using System.Net;
using System.Net.Sockets;

namespace Guildhall.Server.Tests.Process;

/// <summary>What a person sees who starts the program: one sentence for what is wrong, and an orderly end.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("guildhall-cli-").FullName;

    [Fact]
    public async Task A_busy_port_is_told_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await Refuses(1, $"Port {port} is in use by another program; choose one with --listen.", "serve", "--data", _data, "--listen", $"http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_busy_port_of_voice_is_told_in_one_sentence()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.Client.LocalEndPoint!).Port;

        await Refuses(
            1, $"UDP port {port}, which voice needs, is in use by another program or not allowed; choose another with --voice-udp, or with --listen for everything.",
            "serve", "--data", _data, "--listen", "http://127.0.0.1:0", "--voice-udp", $"{port}");
    }

    [Fact]
    public async Task A_data_folder_in_use_is_told_in_one_sentence()
    {
        using var first = Serve();
        await first.Serves();

        await Refuses(1, $"The data folder {_data} is in use by another Guildhall process.", "serve", "--data", _data, "--listen", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_told_in_one_sentence()
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "");

        await Refuses(1, $"The data folder {file} is a file.", "serve", "--data", file, "--listen", "http://127.0.0.1:0");
    }

    [Fact]
    public Task A_place_where_no_folder_can_be_is_told_in_one_sentence() =>
        Refuses(1, null, "serve", "--data", "/dev/null/guildhall", "--listen", "http://127.0.0.1:0");

    [Fact]
    public Task An_unknown_option_is_named() => Refuses(2, "'--colour' is unknown here. See: guildhall serve --help", "serve", "--colour");

    [Fact]
    public Task An_unknown_command_is_named() => Refuses(2, "'frobnicate' is unknown here. See: guildhall --help", "frobnicate");

    [Fact]
    public async Task Ctrl_C_drains_and_a_later_start_finds_everything()
    {
        using (var first = Serve())
        {
            await first.Serves();
            (await first.Line()).ShouldNotBeNull().ShouldStartWith("First run:");
            await first.Signal("INT");
            (await first.Ended()).ShouldBe(0);
            (await first.Errors).ShouldBeEmpty();
        }

        using var second = Serve();
        await second.Serves();
        await second.Signal("TERM");
        (await second.Ended()).ShouldBe(0);
        (await second.Errors).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_serving_process_is_alive_and_ready()
    {
        using var server = Serve();
        using var http = new HttpClient { BaseAddress = await server.Serves() };

        (await http.GetStringAsync("/healthz")).ShouldBe("ok");
        (await http.GetStringAsync("/readyz")).ShouldBe("ready");
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("0", 0)]
    public async Task The_loops_of_the_gateway_step_back_as_far_as_they_are_told(string? told, int niceness)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "niceness of threads is Linux's");
        using var server = ServerProcess.Run(["serve", "--data", _data, "--listen", "http://127.0.0.1:0", .. told is null ? [] : new[] { "--gateway-loop-niceness", told }]);
        using var http = new HttpClient { BaseAddress = await server.Serves() };
        (await http.GetStringAsync("/readyz")).ShouldBe("ready");

        var threads = server.Threads();
        var loops = threads.Where(thread => thread.Name.StartsWith("session shard", StringComparison.Ordinal)).ToList();
        var writer = threads.Single(thread => thread.Name == "store writer");
        loops.ShouldNotBeEmpty();
        loops.ShouldAllBe(loop => loop.Niceness == writer.Niceness + niceness);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task Refuses(int exitCode, string? sentence, params string[] arguments)
    {
        using var process = ServerProcess.Run(arguments);
        var code = await process.Ended();
        var errors = (await process.Errors).TrimEnd();

        errors.Split('\n').Length.ShouldBe(1, errors);
        if (sentence is not null) errors.ShouldBe("guildhall: " + sentence);
        code.ShouldBe(exitCode);
    }

    private ServerProcess Serve() => ServerProcess.Run("serve", "--data", _data, "--listen", "http://127.0.0.1:0");
}
