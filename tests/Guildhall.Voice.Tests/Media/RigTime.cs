namespace Guildhall.Voice.Tests.Media;

/// <summary>A clock that a test moves.</summary>
internal sealed class RigTime : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Pass(TimeSpan time) => _ticks += time.Ticks;
}
