using System.Text.RegularExpressions;
using Guildhall.Testing;

namespace Guildhall.Conformance.Accounts;

/// <summary>The mail of a house without a mail server, in the order of its coming.</summary>
internal sealed partial class Outbox : IDisposable
{
    private readonly string _folder;
    private readonly HashSet<string> _read = [];
    private readonly SemaphoreSlim _came = new(0);
    private readonly FileSystemWatcher _watcher;

    public Outbox(TestHouse house)
    {
        _folder = Directory.CreateDirectory(Path.Combine(house.DataFolder, "outbox")).FullName;
        _watcher = new FileSystemWatcher(_folder) { EnableRaisingEvents = true };
        _watcher.Renamed += (_, _) => _came.Release();
    }

    /// <summary>Mails that nobody has read.</summary>
    public int Waiting => Directory.GetFiles(_folder, "*.eml").Count(file => !_read.Contains(file));

    /// <summary>The next mail, waited for.</summary>
    public async Task<string> Next()
    {
        while (true)
        {
            if (Directory.GetFiles(_folder, "*.eml").Order(StringComparer.Ordinal).FirstOrDefault(file => !_read.Contains(file)) is { } file)
            {
                _read.Add(file);
                return await File.ReadAllTextAsync(file);
            }

            (await _came.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue("no mail came");
        }
    }

    public async Task<string> NextToken() => TokenIn(await Next());

    public static string TokenIn(string mail) => Link().Match(mail).Groups[1].Value;

    public void Dispose()
    {
        _watcher.Dispose();
        _came.Dispose();
    }

    [GeneratedRegex("#token=([A-Za-z0-9_-]+)")]
    private static partial Regex Link();
}
