namespace Guildhall.Conformance.Rights;

/// <summary>Pages of docs/ that tests write and hold.</summary>
internal static class Golden
{
    /// <summary>Fails when a page says something else; with GUILDHALL_WRITE_GOLDEN=1 the page is written first.</summary>
    public static async Task Hold(string text, string name)
    {
        var path = Path.Combine(Root(), "docs", name);
        if (Environment.GetEnvironmentVariable("GUILDHALL_WRITE_GOLDEN") == "1") await File.WriteAllTextAsync(path, text);
        string[] known = [.. (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n").Split('\n')];
        string[] shown = [.. text.Split('\n')];
        string[] differences = [.. shown.Except(known).Select(line => "+ " + line), .. known.Except(shown).Select(line => "- " + line)];
        if (differences.Length > 0) Assert.Fail($"docs/{name} is not what the server does:\n{string.Join('\n', differences)}");
        shown.Length.ShouldBe(known.Length);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Guildhall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
