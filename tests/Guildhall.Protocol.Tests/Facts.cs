using System.Text.Json;

namespace Guildhall.Protocol.Tests;

/// <summary>The tables of the documentation: the checked-in part, and the whole where it can be found.</summary>
internal static class Facts
{
    public static readonly JsonElement Gateway = Read(Path.Combine(AppContext.BaseDirectory, "Facts", "gateway-facts.json"));

    public static readonly JsonElement Schemas =
        Read(Path.Combine(AppContext.BaseDirectory, "Facts", "openapi.json")).GetProperty("components").GetProperty("schemas");

    /// <summary>The folder of this project's sources, where golden files are written.</summary>
    public static string ProjectFolder => Path.Combine(Root(), "tests", "Guildhall.Protocol.Tests");

    /// <summary>A whole document of the specification; null where there is none.</summary>
    public static JsonElement? Whole(string name)
    {
        var folder = Environment.GetEnvironmentVariable("GUILDHALL_SPEC") ?? Path.Combine(Root(), "..", "shared", "spec");
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>GUILD_TEXT and the like from GuildText.</summary>
    public static string WireName(string name) =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);

    private static JsonElement Read(string path) => JsonElement.Parse(File.ReadAllBytes(path));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Guildhall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
