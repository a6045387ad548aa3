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
    public byte[] Encode(object value)
    {
        var type = value.GetType();
        return JsonSerializer.SerializeToUtf8Bytes(
            new Carried(type.AssemblyQualifiedName!, JsonSerializer.SerializeToElement(value, type, _options)), _options);
    }

    /// <summary>The value again. Only types of this product's assemblies are read.</summary>
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
        return result.Value is null ? result : (Result<T>)(T)Decode(Encode(result.Value));
    }

    private static Type Resolve(string name)
    {
        var type = Type.GetType(name, throwOnError: true)!;
        var home = type.IsGenericType || type.IsArray ? "Guildhall" : type.Assembly.GetName().Name!;
        return home.StartsWith("Guildhall", StringComparison.Ordinal) || type.IsPrimitive || type == typeof(string)
            ? type
            : throw new InvalidDataException($"A message of a foreign type: {name}");
    }

    private sealed record Carried(string Type, JsonElement Value);
}
