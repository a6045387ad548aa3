using System.Text.RegularExpressions;

namespace Guildhall.Tidy;

/// <summary>Files are small, finished, in their place, and speak of the project alone.</summary>
public sealed partial class FileTests
{
    private const int MaxLines = 400;

    private static readonly string[] TopFolders = [".ci", "bench", "deploy", "docs", "examples", "src", "tests", "tools", "web"];

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold()
    {
        var long_ = Repository.WithExtension(".cs", ".ts", ".tsx", ".mjs", ".sh", ".css")
            .Select(file => (file, Lines: Repository.ReadLines(file).Length))
            .Where(entry => entry.Lines > MaxLines);
        long_.ShouldBeEmpty($"a file has at most {MaxLines} lines; a longer one hides two");
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var marks = Lines(".cs", ".ts", ".tsx", ".mjs", ".sh", ".css", ".sql").Where(line => Unfinished().IsMatch(line.Text)).Select(line => line.ToString());
        marks.ShouldBeEmpty("finish it, or leave it out");
    }

    [Fact]
    public void Every_queue_has_a_size()
    {
        var unbounded = Lines(".cs").Where(line => line.File.StartsWith("src/", StringComparison.Ordinal) && UnboundedQueue().IsMatch(line.Text)).Select(line => line.ToString());
        unbounded.ShouldBeEmpty("a queue names its limit and its plan for full");
    }

    [Fact]
    public void A_silenced_warning_has_its_reason_beside_it()
    {
        var lines = Lines(".cs", ".ts", ".tsx").ToList();
        var silenced = lines.Where((line, index) => Silenced().IsMatch(line.Text) && !HasReason(line, index > 0 ? lines[index - 1] : line)).Select(line => line.ToString());
        silenced.ShouldBeEmpty("say why in the line above, or behind -- in the same line");
    }

    [Fact]
    public void The_folders_are_those_of_the_plan()
    {
        var strays = Repository.Files.Where(file => file.Contains('/', StringComparison.Ordinal) && !TopFolders.Contains(file.Split('/')[0]));
        strays.ShouldBeEmpty("see ARCHITECTURE.md for the plan of the house");
    }

    [Fact]
    public void A_file_with_one_type_has_its_name()
    {
        var misplaced = Repository.WithExtension(".cs")
            // Rows.cs collects the rows of a folder.
            .Where(file => !NameOf(file).EndsWith("Rows", StringComparison.Ordinal))
            .Where(file => TypeName().Matches(Repository.Read(file)) is { Count: 1 } types && types[0].Groups["name"].Value != NameOf(file));
        misplaced.ShouldBeEmpty();
    }

    [Fact]
    public void Files_know_neither_this_machine_nor_a_registry()
    {
        var found = Lines(".cs", ".ts", ".tsx", ".mjs", ".json", ".md", ".sh", ".props", ".csproj", ".yml", ".yaml", "")
            .Where(line => MachinePath().IsMatch(line.Text))
            .Select(line => line.ToString());
        found.ShouldBeEmpty();
    }

    [Fact]
    public void Lock_files_leave_the_choice_of_registry_to_who_installs()
    {
        var resolved = Repository.Files.Where(file => Path.GetFileName(file) == "package-lock.json" && Repository.Read(file).Contains("\"resolved\": \"http", StringComparison.Ordinal));
        resolved.ShouldBeEmpty("add omit-lockfile-registry-resolved=true to the .npmrc beside it");
    }

    private static bool HasReason(Line line, Line above) =>
        line.Text.Contains(" -- ", StringComparison.Ordinal) || above.Text.TrimStart().StartsWith("//", StringComparison.Ordinal);

    // The pages of a partial type share the first part of their name.
    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static IEnumerable<Line> Lines(params string[] extensions) =>
        from file in Repository.WithExtension(extensions)
        where !Repository.IsThisRoom(file) && Path.GetFileName(file) != "package-lock.json"
        from numbered in Repository.ReadLines(file).Select((text, index) => new Line(file, index + 1, text))
        select numbered;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|\bSkip\s*=\s*""|\b(it|test|describe)\.(only\b|(skip|todo)\(\s*[""'`])")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"CreateUnbounded|new BlockingCollection<[^>]+>\(\)|BoundedCapacity\s*=\s*(-1|DataflowBlockOptions\.Unbounded)")]
    private static partial Regex UnboundedQueue();

    [GeneratedRegex(@"#pragma warning disable|SuppressMessage|eslint-disable|@ts-ignore|@ts-nocheck")]
    private static partial Regex Silenced();

    [GeneratedRegex(@"^(?:public|internal) (?:static |sealed |abstract |partial |readonly |ref |unsafe )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(^|[\s""'(=])/(home|Users|root|work)/\w|registry\.npmjs\.org|api\.nuget\.org|C:\\\\Users")]
    private static partial Regex MachinePath();

    private sealed record Line(string File, int Number, string Text)
    {
        public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
    }
}
