using Guildhall.Storage.Blobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Retention;

/// <summary>Deletes the folders of <see cref="RemovedFiles"/>, one after another; those that wait when the server stops are deleted before it does.</summary>
internal sealed class FileRemoval(RemovedFiles removed, IBlobStore blobs, ILogger<FileRemoval> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await removed.Reader.WaitToReadAsync(stoppingToken)) await DeleteWaiting();
        }
        catch (OperationCanceledException)
        {
            await DeleteWaiting();
        }
    }

    private async Task DeleteWaiting()
    {
        while (removed.Reader.TryRead(out var folder))
        {
            try
            {
                await blobs.DeleteFolder(folder, CancellationToken.None);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                log.FileNotRemoved(failure, folder);
            }
        }
    }
}
