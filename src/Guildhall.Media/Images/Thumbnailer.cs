using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Guildhall.Media.Images;

/// <summary>
/// Runs vipsthumbnail as a child process that is bounded in time, memory and output, reads nothing but its one input, and inherits nothing: what it
/// is given may be made to break it.
/// </summary>
internal sealed class Thumbnailer(ThumbnailOptions options, TimeProvider time, ILogger log)
{
    private const string Shell = "/bin/sh";
    private const string InputName = "in";
    private const string OutputName = "out.";
    private const int BytesPerKib = 1_024;
    private const int BytesPerFileBlock = 512;

    // The arguments come as arguments: nothing of a request becomes text of the shell. It stands aside for the chat by its priority.
    private static readonly string Script = string.Create(
        CultureInfo.InvariantCulture,
        $"ulimit -c 0 && ulimit -t {ThumbnailLimits.CpuSeconds} && ulimit -f {ThumbnailLimits.OutputBytes / BytesPerFileBlock} && ulimit -v {ThumbnailLimits.MemoryBytes / BytesPerKib} && exec nice -n 10 \"$@\" </dev/null >/dev/null 2>&1");

    private readonly string? _program = Find(options.Program);

    /// <summary>Whether there is a program to run.</summary>
    public bool IsAvailable => _program is not null;

    /// <summary>Makes an image out of the file "in" of a folder.</summary>
    /// <returns>The path of the result, or null when the program refused the input or took too long.</returns>
    public async Task<string?> Run(string folder, ImagePlan plan, CancellationToken cancel)
    {
        // Before the program: what it does may already be seen when its time begins otherwise.
        using var patience = new CancellationTokenSource(options.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        using var process = Process.Start(Call(folder, plan)) ?? throw new InvalidOperationException("No process was made.");
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            log.TookTooLong(options.Patience);
            return null;
        }

        var result = new FileInfo(Path.Combine(folder, OutputOf(plan)));
        return process.ExitCode == 0 && result is { Exists: true, Length: > 0 and <= ThumbnailLimits.OutputBytes } ? result.FullName : null;
    }

    /// <summary>Where an input goes in a folder of its own.</summary>
    public static string InputOf(string folder) => Path.Combine(folder, InputName);

    private static string OutputOf(ImagePlan plan) => OutputName + plan.Output[..plan.Output.IndexOf('[', StringComparison.Ordinal)];

    private ProcessStartInfo Call(string folder, ImagePlan plan)
    {
        var call = new ProcessStartInfo(Shell) { WorkingDirectory = folder, UseShellExecute = false };
        string[] arguments =
        [
            "-c", Script, "thumbnail", _program!,
            plan.IsAnimated ? InputName + "[n=-1]" : InputName,
            "-s", plan.Box, "-o", OutputName + plan.Output, "--export-profile", "srgb",
        ];
        foreach (var argument in arguments) call.ArgumentList.Add(argument);
        call.Environment.Clear();
        call.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        call.Environment["HOME"] = folder;
        call.Environment["TMPDIR"] = folder;
        call.Environment["VIPS_CONCURRENCY"] = "1";
        call.Environment["VIPS_BLOCK_UNTRUSTED"] = "1"; // the readers of formats that are not expected stay shut
        call.Environment["MALLOC_ARENA_MAX"] = "2";
        return call;
    }

    private static string? Find(string? program)
    {
        if (program is null || !File.Exists(Shell)) return null;
        if (program.Contains('/', StringComparison.Ordinal)) return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
