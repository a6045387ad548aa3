using System.Diagnostics;

namespace Guildhall.Tidy;

/// <summary>The files of the project as git knows them, new ones included, ignored ones not.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths from the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static IEnumerable<string> WithExtension(params string[] extensions) =>
        Files.Where(file => extensions.Contains(Path.GetExtension(file)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Whether a line is a comment's or a text's own; what is looked for stands in these tests as well.</summary>
    public static bool IsThisRoom(string file) => file.StartsWith("tests/Guildhall.Tidy/", StringComparison.Ordinal);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Guildhall.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder.TrimEnd('/'))!);

    private static List<string> ListFiles()
    {
        var git = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var listing = Process.Start(git)!;
        var files = listing.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. files.Where(file => File.Exists(Path.Combine(Root, file))).Distinct()];
    }
}
