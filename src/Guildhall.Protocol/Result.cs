using System.Diagnostics.CodeAnalysis;

namespace Guildhall.Protocol;

/// <summary>Either a value or the failure that stands in its place. Exceptions are for bugs and lost disks.</summary>
public readonly record struct Result<T>
{
    public Result(T value) => Value = value;

    public Result(Failure failure) => Failure = failure;

    /// <summary>What went wrong; null when there is a value.</summary>
    public Failure? Failure { get; }

    /// <summary>The value; default when there is a failure.</summary>
    public T? Value { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsOk => Failure is null;

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Failure failure) => new(failure);
}
