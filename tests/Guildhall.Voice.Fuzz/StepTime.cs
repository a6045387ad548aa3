namespace Guildhall.Voice.Fuzz;

/// <summary>A clock that goes a millisecond on with each input, so that limits for a second are met as in a second.</summary>
internal sealed class StepTime : TimeProvider
{
    private long _milliseconds = 1000;

    public override long TimestampFrequency => 1000;

    public void Step() => Interlocked.Increment(ref _milliseconds);

    public override long GetTimestamp() => Interlocked.Read(ref _milliseconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(GetTimestamp());
}
