using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Storage.Backup;

/// <summary>What a backup says of itself, in <c>backup.json</c>: written last, so that only a whole backup has one.</summary>
/// <param name="Format">The layout of the folder.</param>
/// <param name="TakenAt">The moment of the database's state.</param>
/// <param name="Schema">The version of the database's shape.</param>
/// <param name="Databases">Name and SHA-256 of each database file.</param>
/// <param name="Files">How many blobs there are.</param>
/// <param name="FileBytes">Their bytes.</param>
public sealed record BackupManifest(int Format, DateTimeOffset TakenAt, long Schema, IReadOnlyDictionary<string, string> Databases, long Files, long FileBytes)
{
    public const string FileName = "backup.json";
    public const int CurrentFormat = 1;

    internal void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.BackupManifest));
        Blobs.DurableFiles.FlushFile(path);
    }

    /// <summary>Reads the manifest of a backup.</summary>
    /// <exception cref="BackupException">There is none, or it is not one.</exception>
    internal static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new BackupException($"{folder} is not a backup, or not a whole one: it has no {FileName}.");
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.BackupManifest);
            if (manifest is { Format: CurrentFormat, Databases: not null }) return manifest;
            throw new BackupException($"{path} is of another version of Guildhall.");
        }
        catch (JsonException)
        {
            throw new BackupException($"{path} cannot be read.");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
