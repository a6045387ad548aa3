using Microsoft.Extensions.Hosting;

namespace Guildhall.Community.Handover;

/// <summary>Once the server listens again after a planned restart, those in voice hear where to connect.</summary>
public sealed class VoiceWaker(CommunityHandover handover) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => handover.WakeVoice(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
