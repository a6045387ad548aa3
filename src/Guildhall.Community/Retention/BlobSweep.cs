using Guildhall.Storage.Blobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Retention;

/// <summary>
/// Finds files that nothing names any more (replaced avatars, refused uploads, what a crash left between a deletion and its files) and deletes them.
/// It looks at a few, rests, and goes on; a file must have been there for a day, so that nothing is taken that is about to be named.
/// </summary>
public sealed class BlobSweep(IBlobStore blobs, IBlobReferences references, TimeProvider time, ILogger<BlobSweep> log) : BackgroundService
{
    /// <summary>How long a file is left alone after it was written.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>How often everything is looked at.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private const int FilesPerStep = 256;

    /// <summary>Attachments of one channel that are looked for together.</summary>
    private const int AttachmentsTogether = 4_096;

    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks at every file once; returns how many were deleted.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Grace;
        var (seen, deleted) = (0, 0);
        var attachments = new AttachmentSweep(blobs, references, before);
        foreach (var blob in blobs.List())
        {
            if (++seen % FilesPerStep == 0) await Task.Delay(BetweenSteps, time, cancel);
            cancel.ThrowIfCancellationRequested();
            if (blob.WrittenAt > before) continue;
            var parts = blob.Key.Split('/');
            if (AttachmentSweep.Owns(parts)) deleted += await attachments.Add(parts, AttachmentsTogether, cancel);
            else if (!await IsNamed(parts, cancel) && await blobs.DeleteIfOlder(blob.Key, before, cancel)) deleted++;
        }

        deleted += await attachments.Finish(cancel);
        blobs.DropOrphans();
        log.Swept(seen, deleted);
        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = FirstAfter;
        while (true)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await Task.Run(() => Run(stoppingToken), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.SweepFailed(failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            wait = Every;
        }
    }

    // What is of no known kind is left alone.
    private ValueTask<bool> IsNamed(string[] parts, CancellationToken cancel) => parts switch
    {
        ["avatars" or "banners" or "icons" or "splashes" or "discovery-splashes" or "app-icons" or "channel-icons" or "guild-events", var owner, var name]
            when Snowflake.TryParse(owner, out var id) => references.IsNamed(id.Value, name, cancel),
        ["role-icons", var role, var name] when Snowflake.TryParse(role, out var id) => references.IsNamedByRole(id.Value, name, cancel),
        ["guilds", var guild, "users", var user, _, var name] when Snowflake.TryParse(guild, out var guildId) && Snowflake.TryParse(user, out var userId) =>
            references.IsNamedByMember(guildId.Value, userId.Value, name, cancel),
        ["emojis" or "stickers" or "soundboard-sounds", var name] when Snowflake.TryParse(name, out var id) => references.IsThere(id.Value, cancel),
        _ => ValueTask.FromResult(true),
    };
}
