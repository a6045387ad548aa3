using System.Net.Sockets;
using Guildhall.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Guildhall.Media.Scanning;

/// <summary>
/// Has every uploaded file looked at by ClamAV before anybody can see it. A bounded number is looked at at the same time and a bounded number waits;
/// what comes on top, and what the scanner cannot judge, is refused or taken in unseen, as the operator decided.
/// </summary>
public sealed class UploadScan(ScanOptions options, TimeProvider time, ILogger<UploadScan> log) : IDisposable
{
    /// <summary>Files that are looked at at the same time.</summary>
    public const int Concurrent = 4;

    /// <summary>Files that may wait for their turn.</summary>
    public const int Waiting = 64;

    private readonly SemaphoreSlim _turns = new(Concurrent);
    private int _inside;
    private int _isSilent;

    /// <summary>What looks at files; null when the operator wants none.</summary>
    public InspectBlob? Inspect => options.Scanner is null ? null : InspectOne;

    public void Dispose() => _turns.Dispose();

    private async ValueTask<BlobVerdict> InspectOne(Stream content, CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > Concurrent + Waiting) return NotSeen(new IOException("Too many files wait for the scanner."));
            await _turns.WaitAsync(cancel);
            try
            {
                return await Ask(content, cancel);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private async ValueTask<BlobVerdict> Ask(Stream content, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var answer = await new ClamdClient(options.Scanner!).Scan(content, either.Token);
            if (Interlocked.Exchange(ref _isSilent, 0) != 0) log.ScannerIsBack(options.Scanner!);
            if (answer.Signature is not { } signature) return BlobVerdict.Clean;
            log.Infected(signature);
            return new BlobVerdict(options.KeepInfected ? BlobVerdict.Finding.InfectedKeptAside : BlobVerdict.Finding.Infected, signature);
        }
        catch (Exception failure) when (failure is IOException or SocketException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return NotSeen(failure);
        }
    }

    // Said once for each time that the scanner falls silent, however many files come meanwhile.
    private BlobVerdict NotSeen(Exception failure)
    {
        if (Interlocked.Exchange(ref _isSilent, 1) == 0) log.ScannerIsSilent(options.Scanner!, failure.Message, options.AcceptUnscanned ? "taken in unseen" : "refused");
        return options.AcceptUnscanned ? BlobVerdict.Clean : BlobVerdict.Unchecked;
    }
}
