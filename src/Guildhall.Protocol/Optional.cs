namespace Guildhall.Protocol;

/// <summary>A field of a request that may be absent, which differs from null: absent leaves things as they are.</summary>
public readonly record struct Optional<T>(bool IsPresent, T Value)
{
    /// <summary>The field was not in the body.</summary>
    public static Optional<T> Absent => default;

    /// <summary>The given value, or <paramref name="current"/> when the field is absent.</summary>
    public T Or(T current) => IsPresent ? Value : current;

    public static implicit operator Optional<T>(T value) => new(true, value);
}
