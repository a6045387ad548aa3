using System.Globalization;
using Microsoft.AspNetCore.StaticFiles;

namespace Guildhall.Server.WebClient;

/// <summary>One file of the web client, with what was compressed beside it at build time.</summary>
internal sealed record WebFile(string Path, long Length, string ContentType, string EntityTag, bool IsHashed)
{
    private (string Path, long Length)? Brotli { get; init; }

    private (string Path, long Length)? Gzip { get; init; }

    /// <summary>Every file below a folder, by its path on the web.</summary>
    public static Dictionary<string, WebFile> AllIn(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        var root = new DirectoryInfo(folder);
        var files = new Dictionary<string, WebFile>(StringComparer.Ordinal);
        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.Extension is ".br" or ".gz" or ".map") continue;
            var path = "/" + System.IO.Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/');
            var type = types.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
            if (type is "text/html" or "text/css" or "text/javascript") type += "; charset=utf-8";
            var stamp = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
            files[path] = new(file.FullName, file.Length, type, stamp, path.StartsWith("/assets/", StringComparison.Ordinal))
            {
                Brotli = Beside(file, ".br"),
                Gzip = Beside(file, ".gz"),
            };
        }

        if (files.TryGetValue("/index.html", out var index)) files["/"] = index;
        return files;
    }

    /// <summary>What to send to a client that accepts these encodings.</summary>
    public (string Path, long Length, string? Encoding) For(string accepted) =>
        Brotli is { } brotli && accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (brotli.Path, brotli.Length, "br")
        : Gzip is { } gzip && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (gzip.Path, gzip.Length, "gzip")
        : (Path, Length, null);

    private static (string Path, long Length)? Beside(FileInfo file, string extension)
    {
        var compressed = new FileInfo(file.FullName + extension);
        return compressed.Exists && compressed.LastWriteTimeUtc >= file.LastWriteTimeUtc ? (compressed.FullName, compressed.Length) : null;
    }
}
