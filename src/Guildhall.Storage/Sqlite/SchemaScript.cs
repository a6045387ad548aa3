using System.Globalization;
using System.Reflection;

namespace Guildhall.Storage.Sqlite;

/// <summary>One step of the schema: the SQL that makes version <paramref name="Version"/> out of the one before.</summary>
internal sealed record SchemaScript(int Version, string Sql)
{
    private const string Folder = "Guildhall.Storage.Schema.";

    /// <summary>The scripts of this program, in order, from the files <c>Schema/001.sql</c> onwards.</summary>
    public static IReadOnlyList<SchemaScript> All { get; } = Load();

    private static List<SchemaScript> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new List<SchemaScript>();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var version = int.Parse(Path.GetFileNameWithoutExtension(name[Folder.Length..]), CultureInfo.InvariantCulture);
            scripts.Add(new SchemaScript(version, reader.ReadToEnd()));
        }

        return scripts;
    }
}
