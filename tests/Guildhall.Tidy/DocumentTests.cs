using System.Text.RegularExpressions;

namespace Guildhall.Tidy;

/// <summary>What the documents point to is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] SourceRoots = ["src/Guildhall.", "web/src/", "tests/", "docs/", ""];

    public static TheoryData<string> Documents => [.. Repository.WithExtension(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        var broken = Link().Matches(Repository.Read(document))
            .Select(link => link.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, folder, target)));
        broken.ShouldBeEmpty($"links in {document}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_named_in_code_marks_exists(string document)
    {
        var missing = FileName().Matches(Repository.Read(document))
            .Select(name => name.Groups["path"].Value)
            .Where(path => !SourceRoots.Any(root => Exists(root + path)));
        missing.ShouldBeEmpty($"files that {document} names");
    }

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    // `Community/Edge/ApiPipeline.cs`: a path with a folder and the extension of a source file.
    [GeneratedRegex(@"`(?<path>[\w.-]+(?:/[\w.-]+)+\.(?:cs|tsx?|mjs|sh))`")]
    private static partial Regex FileName();
}
