namespace Guildhall.Testing;

/// <summary>A folder of a test's own, deleted with everything in it at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("guildhall-test-").FullName;

    /// <summary>Writes a shell script that stands for a program; $DIR in it is this folder.</summary>
    public string Script(string lines, string name = "program")
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, $"#!/bin/sh\nDIR='{Path}'\n{lines}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
