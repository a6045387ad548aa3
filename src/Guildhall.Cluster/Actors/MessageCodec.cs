using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// Turns messages and answers into bytes and back. One process needs it only to prove (in tests, and with the round-trip
/// switch on everything) that no message carries what could not travel to another node.
/// </summary>
public sealed class MessageCodec
{
    private readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
        Converters = { new OptionalConverterFactory() },
    };

    private static readonly ConcurrentDictionary<string, Type> Types = new();

    /// <summary>The bytes of a message or answer with its type's name in front.</summary>
    public byte[] Encode(object value) => Encode(value, value.GetType());

    /// <summary>The value again. Only types of this product's assemblies, plain values and lists of them are read.</summary>
    public object Decode(ReadOnlySpan<byte> bytes)
    {
        var carried = JsonSerializer.Deserialize<Carried>(bytes, _options)!;
        var type = Types.GetOrAdd(carried.Type, static name => Resolve(name));
        return carried.Value.Deserialize(type, _options)!;
    }

    internal T RoundTrip<T>(T message)
        where T : class => (T)Decode(Encode(message));

    internal Result<T> RoundTrip<T>(Result<T> result)
    {
        if (result.Failure is { } failure) return (Failure)Decode(Encode(failure));
        if (result.Value is null) return result;
        // A list travels as what was asked for: its own type may be one that the compiler made up for a collection expression.
        return (T)Decode(Encode(result.Value, typeof(T).IsInterface && !IsOurs(typeof(T)) ? typeof(T) : result.Value.GetType()));
    }

    private byte[] Encode(object value, Type type) =>
        JsonSerializer.SerializeToUtf8Bytes(new Carried(type.AssemblyQualifiedName!, JsonSerializer.SerializeToElement(value, type, _options)), _options);

    private static Type Resolve(string name)
    {
        var type = Type.GetType(name, throwOnError: true)!;
        return MayTravel(type) ? type : throw new InvalidDataException($"A message of a foreign type: {name}");
    }

    private static bool MayTravel(Type type)
    {
        if (type.IsArray) return MayTravel(type.GetElementType()!);
        var isPlain = IsOurs(type) || type.IsPrimitive || type == typeof(string) || type == typeof(DateTimeOffset) || type == typeof(JsonElement)
            || (type.IsGenericType && type.Namespace is "System.Collections.Generic" or "System");
        return isPlain && Array.TrueForAll(type.GetGenericArguments(), MayTravel);
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("Guildhall", StringComparison.Ordinal);

    private sealed record Carried(string Type, JsonElement Value);
}
