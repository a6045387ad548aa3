using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Exports;

/// <summary>Makes the exports that wait, one after another, and deletes those that have been kept for long enough.</summary>
internal sealed class ExportWorker(ExportJobs jobs, CommunityServices house, ILogger<ExportWorker> log) : BackgroundService
{
    private const int BufferBytes = 1 << 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                using var awake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                // Armed before the look, so that no moment falls between the two.
                var again = Task.Delay(LookEvery, house.Time, awake.Token);
                jobs.DropOld();
                await Task.WhenAny(jobs.Waiting.WaitToReadAsync(awake.Token).AsTask(), again);
                while (jobs.Waiting.TryRead(out var id)) await Make(id, stoppingToken);
                await awake.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not finished begins anew with the next start.
        }
    }

    private async Task Make(ulong id, CancellationToken cancel)
    {
        if (jobs.Find(id) is not { } job || !jobs.Update(job with { State = ExportState.Running })) return;
        try
        {
            await using (var file = new FileStream(jobs.PartialOf(id), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                await using (var archive = new ExportArchive(file, house.Blobs)) await Fill(job, archive, cancel);
                await file.FlushAsync(cancel);
            }

            File.Move(jobs.PartialOf(id), jobs.ArchiveOf(id), overwrite: true);
            var done = job with { State = ExportState.Done, CompletedAt = house.Time.GetUtcNow(), Size = new FileInfo(jobs.ArchiveOf(id)).Length };
            if (!jobs.Update(done)) File.Delete(jobs.ArchiveOf(id));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.ExportFailed(failure, job.Subject);
            File.Delete(jobs.PartialOf(id));
            jobs.Update(job with { State = ExportState.Failed, CompletedAt = house.Time.GetUtcNow() });
        }
    }

    private Task Fill(ExportJob job, ExportArchive archive, CancellationToken cancel) => job.Guild is { } guild
        ? GuildExport.Write(house, guild, job.Requester, archive, cancel)
        : PersonExport.Write(house, job.Requester, archive, cancel);
}
