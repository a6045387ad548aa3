namespace Guildhall.Protocol;

/// <summary>An id with a type of its own around a <see cref="Snowflake"/>, so that the compiler catches a swap.</summary>
public interface ISnowflakeId<TSelf>
    where TSelf : struct, ISnowflakeId<TSelf>
{
    Snowflake Value { get; }

    static abstract TSelf From(Snowflake value);
}
