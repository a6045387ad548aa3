using System.Text.Json;

namespace Guildhall.Server.Figures;

/// <summary>The lines of the operator's page for the last hour, in memory: <see cref="Capacity"/> moments, the oldest make room.</summary>
internal sealed class FigureHistory
{
    /// <summary>How often a moment is noted.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Moments kept: one hour.</summary>
    public const int Capacity = 720;

    private readonly Lock _gate = new();
    private readonly Queue<Moment> _moments = new();
    private Reading? _last;
    private long _lastAt;
    private long _number;

    /// <summary>Notes a moment; the first one is only what the next is held against.</summary>
    /// <param name="now">What was read.</param>
    /// <param name="at">When, in milliseconds since 1970.</param>
    /// <param name="timestamp">When, on a clock that is never set back.</param>
    /// <param name="time">That clock.</param>
    public void Add(Reading now, long at, long timestamp, TimeProvider time)
    {
        lock (_gate)
        {
            if (_last is not null)
            {
                var seconds = Math.Max(0.001, time.GetElapsedTime(_lastAt, timestamp).TotalSeconds);
                var before = _last;
                if (_moments.Count == Capacity) _moments.Dequeue();
                _moments.Enqueue(new Moment(++_number, at, [.. FigureSeries.All.Select(series => (float)series.Value(before, now, seconds))]));
            }

            (_last, _lastAt) = (now, timestamp);
        }
    }

    /// <summary>The moments after a number, as columns: "times" and one list for each line. What there is nothing to say of is null.</summary>
    public void Write(Utf8JsonWriter json, long after)
    {
        Moment[] moments;
        lock (_gate) moments = [.. _moments.Where(moment => moment.Number > after)];
        json.WriteNumber("next", moments.Length > 0 ? moments[^1].Number : after);
        json.WriteNumber("every_ms", (long)Every.TotalMilliseconds);
        json.WriteStartArray("times");
        foreach (var moment in moments) json.WriteNumberValue(moment.At);
        json.WriteEndArray();
        json.WriteStartObject("series");
        for (var i = 0; i < FigureSeries.All.Count; i++)
        {
            json.WriteStartArray(FigureSeries.All[i].Name);
            foreach (var moment in moments)
            {
                if (float.IsFinite(moment.Values[i])) json.WriteNumberValue(float.Round(moment.Values[i], 4));
                else json.WriteNullValue();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private sealed record Moment(long Number, long At, float[] Values);
}
