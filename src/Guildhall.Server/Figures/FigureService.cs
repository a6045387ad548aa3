using Guildhall.Server.Options;

namespace Guildhall.Server.Figures;

/// <summary>
/// Measures from the moment the server serves, so that a start waits for none of it. When there is an operator to look, it keeps
/// the last hour.
/// </summary>
internal sealed class FigureService(IServiceProvider house, ServerOptions options, IHostApplicationLifetime life, TimeProvider time) : BackgroundService
{
    private readonly TaskCompletionSource<FigureReader> _reader = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FigureHistory History { get; } = new();

    /// <summary>When the server began to serve.</summary>
    public DateTimeOffset StartedAt { get; private set; } = time.GetUtcNow();

    /// <summary>Every figure as it is now; waits while the server starts.</summary>
    public async ValueTask<IReadOnlyList<Figure>> Read(CancellationToken cancel) => (await _reader.Task.WaitAsync(cancel)).Read();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        if (stoppingToken.IsCancellationRequested) return;
        StartedAt = time.GetUtcNow();
        using var figures = new HouseFigures(house);
        using var reader = new FigureReader();
        _reader.SetResult(reader);
        using var timer = new PeriodicTimer(FigureHistory.Every, time);
        await using var end = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        do
        {
            if (options.Operators.Count > 0)
                History.Add(new Reading(reader.Read()), time.GetUtcNow().ToUnixTimeMilliseconds(), time.GetTimestamp(), time);
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task Started(CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var serving = life.ApplicationStarted.UnsafeRegister(static task => ((TaskCompletionSource)task!).TrySetResult(), started);
        await using var ending = cancel.UnsafeRegister(static task => ((TaskCompletionSource)task!).TrySetResult(), started);
        await started.Task;
    }
}
