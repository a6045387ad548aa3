using System.Net;
using Guildhall.Media.Scanning;
using Guildhall.Testing;

namespace Guildhall.Conformance.Media;

public sealed class VirusScanTests
{
    public static TheoryData<string> Scanners => RealScanner.Program is null ? ["a stand-in"] : ["a stand-in", "clamd"];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Scanners))]
    public async Task An_infected_file_is_refused_at_its_field_and_a_clean_one_arrives(string scanner)
    {
        var running = await Start(scanner);
        await using var stop = running.Stop;
        await using var house = await House(running.Address);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        byte[] large = [.. new byte[1_000_000], .. Eicar.Bytes];
        foreach (var infected in (byte[][])[Eicar.Bytes, large])
        {
            if (scanner == "clamd" && infected == large) continue; // in a file of zeros a real scanner looks at places that matter
            var refused = await general.Upload(guild.Owner, """{"content":"look"}""", ("fine.txt", "fine"u8.ToArray()), ("virus.com", infected));
            (refused.Status, refused.Code).ShouldBe((400, 50035));
            var error = refused["errors"].GetProperty("files").GetProperty("1").GetProperty("_errors")[0];
            error.GetProperty("code").GetString().ShouldBe("FILE_INFECTED");
            error.GetProperty("message").GetString()!.ShouldContain("Eicar-Test-Signature");
        }

        Blobs(house).ShouldBeEmpty();
        (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(0);
        var sent = (await general.Upload(guild.Owner, "{}", ("fine.txt", "fine"u8.ToArray()))).Ok();
        using var http = new HttpClient();
        (await http.GetAsync(sent["attachments"][0].GetProperty("url").GetString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        house.Logs.Lines.ShouldContain(line => line.Contains("infected with Eicar-Test-Signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_infected_image_is_refused_at_its_field()
    {
        await using var scanner = new StandInScanner();
        await using var house = await House(scanner.Address);
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var image = Pictures.DataUri("image/gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. Eicar.Bytes]);
        var avatar = await guild.Owner.Patch("/users/@me", new { avatar = image });
        avatar["errors"].GetProperty("avatar").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("FILE_INFECTED");
        var emoji = await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "virus", image });
        (emoji.Status, emoji.Code).ShouldBe((400, 50035));
        emoji["errors"].GetProperty("image").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        Blobs(house).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_infected_file_is_kept_aside_when_the_operator_says_so()
    {
        await using var scanner = new StandInScanner();
        await using var house = await House(scanner.Address, scan => scan with { KeepInfected = true });
        var (guild, general) = await house.CreateGuild(owner: "ada");
        (await general.Upload(guild.Owner, "{}", ("virus.com", Eicar.Bytes))).Code.ShouldBe(50035);
        Blobs(house).ShouldBeEmpty();
        var quarantine = Path.Combine(house.DataFolder, "blobs", "quarantine");
        File.ReadAllBytes(Directory.EnumerateFiles(quarantine, "*.file").ShouldHaveSingleItem()).ShouldBe(Eicar.Bytes);
        File.ReadAllText(Directory.EnumerateFiles(quarantine, "*.txt").ShouldHaveSingleItem()).ShouldContain($"attachments/{general.Id}/");
    }

    [Fact]
    public async Task While_the_scanner_cannot_be_asked_uploads_are_refused_and_messages_go_on()
    {
        string address;
        await using (var gone = new StandInScanner()) address = gone.Address;
        await using var house = await House(address);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        for (var i = 0; i < 2; i++)
        {
            var refused = await general.Upload(guild.Owner, "{}", ("fine.txt", "fine"u8.ToArray()));
            (refused.Status, refused.Code).ShouldBe((503, 130000));
        }

        Blobs(house).ShouldBeEmpty();
        await general.Say("no file, no scanner", by: "ada");
        house.Logs.Lines.Count(line => line.Contains($"{address} cannot be asked", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Uploads_are_taken_in_unseen_when_the_operator_says_so()
    {
        string address;
        await using (var gone = new StandInScanner()) address = gone.Address;
        await using var house = await House(address, scan => scan with { AcceptUnscanned = true });
        var (guild, general) = await house.CreateGuild(owner: "ada");
        (await general.Upload(guild.Owner, "{}", ("fine.txt", "fine"u8.ToArray()))).Ok();
    }

    [Fact]
    public async Task A_file_that_the_scanner_does_not_look_at_to_its_end_is_not_taken_for_clean()
    {
        await using var scanner = new StandInScanner { MostBytes = 100_000 };
        await using var house = await House(scanner.Address);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        (await general.Upload(guild.Owner, "{}", ("small.bin", new byte[1_000]))).Ok();
        (await general.Upload(guild.Owner, "{}", ("large.bin", new byte[5_000_000]))).Status.ShouldBe(503);
    }

    private static Task<TestHouse> House(string address, Func<ScanOptions, ScanOptions>? change = null)
    {
        var scan = new ScanOptions { Scanner = ScannerAddress.Parse(address) };
        return TestHouse.Start(options => options with { Scan = change?.Invoke(scan) ?? scan });
    }

    private static async Task<(string Address, IAsyncDisposable Stop)> Start(string scanner)
    {
        if (scanner == "clamd")
        {
            var real = await RealScanner.Start(TestContext.Current.CancellationToken);
            return (real.Address, real);
        }

        var standIn = new StandInScanner();
        return (standIn.Address, standIn);
    }

    private static IEnumerable<string> Blobs(TestHouse house) =>
        Directory.EnumerateFiles(Path.Combine(house.DataFolder, "blobs", "files"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(house.DataFolder, "blobs", "incoming"), "*", SearchOption.AllDirectories));
}
