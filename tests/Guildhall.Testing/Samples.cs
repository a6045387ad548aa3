using System.Collections;
using System.Reflection;
using System.Text.Json;
using Guildhall.Protocol;

namespace Guildhall.Testing;

/// <summary>
/// Makes values of any record by reflection, so that a test can cover types that nobody has listed for it.
/// A full sample has every field set, lists of two and every flag true; a bare one has null, empty or absent wherever
/// the type allows. The same calls in the same order make the same values.
/// </summary>
public sealed class Samples
{
    private const int MaxDepth = 8;
    private readonly NullabilityInfoContext _nullability = new();
    private readonly bool _isFull;
    private ulong _counter;

    private Samples(bool isFull) => _isFull = isFull;

    /// <summary>A value with everything set.</summary>
    public static object Full(Type type) => new Samples(isFull: true).Make(type, 0);

    /// <summary>A value with as little set as its type allows.</summary>
    public static object Bare(Type type) => new Samples(isFull: false).Make(type, 0);

    private object Make(Type type, int depth)
    {
        _counter++;
        if (Plain(type) is { } plain) return plain;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Make(inner, depth);
        if (type.IsArray) return List(type.GetElementType()!, depth);
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            if (type.GetGenericTypeDefinition() == typeof(Optional<>)) return MakeOptional(type, arguments[0], depth);
            if (arguments.Length == 2 && typeof(IEnumerable).IsAssignableFrom(type)) return Dictionary(arguments[0], arguments[1], depth);
            var set = typeof(HashSet<>).MakeGenericType(arguments[..1]);
            if (typeof(IEnumerable).IsAssignableFrom(type)) return Collection(type, arguments[0], set, depth);
        }

        if (type.IsAbstract) return Make(ConcreteKindOf(type), depth);
        if (type.Assembly.GetName().Name!.StartsWith("Guildhall", StringComparison.Ordinal)) return MakeRecord(type, depth);
        throw new NotSupportedException($"{type} is no plain value: it could not travel to another node.");
    }

    private object? Plain(Type type)
    {
        if (type == typeof(ChannelType)) return ChannelType.GuildForum; // a thread leaves out what its parent has
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue((int)(_counter % (ulong)values.Length))!;
        }

        if (type == typeof(string)) return _isFull ? $"text {_counter} \"é\u2028\U0001F389" : "";
        if (type == typeof(bool)) return _isFull;
        if (type == typeof(byte)) return (byte)_counter;
        if (type == typeof(short)) return (short)_counter;
        if (type == typeof(ushort)) return (ushort)_counter;
        if (type == typeof(int)) return (int)_counter * (_isFull ? 1_000 : -1);
        if (type == typeof(uint)) return (uint)_counter;
        if (type == typeof(long)) return (long)_counter << 40;
        if (type == typeof(ulong)) return (_counter << 54) | 9_007_199_254_740_993; // beyond what a double can hold
        if (type == typeof(double)) return _isFull ? _counter + 0.1 : double.PositiveInfinity;
        if (type == typeof(Guid)) return new Guid((int)_counter, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        if (type == typeof(TimeSpan)) return TimeSpan.FromMilliseconds(_counter);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMicroseconds(_counter);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 2, 3).AddDays((int)(_counter % 1_000));
        if (type == typeof(JsonElement)) return JsonElement.Parse($$"""{"a":[{{_counter}},"x",null,1.50],"b":{ } }""");
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>(Bytes());
        return type == typeof(byte[]) ? Bytes() : null;
    }

    private byte[] Bytes() => _isFull ? [0, 255, 128, (byte)_counter] : [];

    private object MakeOptional(Type type, Type inner, int depth) =>
        _isFull ? Activator.CreateInstance(type, true, Make(inner, depth))! : Activator.CreateInstance(type)!;

    private Array List(Type element, int depth)
    {
        var list = Array.CreateInstance(element, _isFull && depth < MaxDepth ? 2 : 0);
        for (var index = 0; index < list.Length; index++) list.SetValue(Make(element, depth + 1), index);
        return list;
    }

    private object Collection(Type type, Type element, Type set, int depth)
    {
        var list = List(element, depth);
        if (type.IsInstanceOfType(list)) return list;
        return Activator.CreateInstance(type.IsAssignableFrom(set) ? set : type, list)!;
    }

    private IDictionary Dictionary(Type key, Type value, int depth)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        if (_isFull && depth < MaxDepth) dictionary.Add(Make(key, depth + 1), Make(value, depth + 1));
        return dictionary;
    }

    private Type ConcreteKindOf(Type type)
    {
        var kinds = type.Assembly.GetTypes()
            .Where(kind => kind is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableFrom(kind))
            .OrderBy(kind => kind.FullName, StringComparer.Ordinal)
            .ToArray();
        return kinds.Length > 0
            ? kinds[(int)(_counter % (ulong)kinds.Length)]
            : throw new NotSupportedException($"{type} has no kinds.");
    }

    private object MakeRecord(Type type, int depth)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        var constructor = type.GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => parameter.ParameterType != type && properties.ContainsKey(parameter.Name!)))
            .MaxBy(candidate => candidate.GetParameters().Count(parameter => parameter.ParameterType == properties[parameter.Name!].PropertyType));
        if (constructor is null && !type.IsValueType) throw new NotSupportedException($"{type} has no constructor of its properties.");
        var parameters = constructor?.GetParameters() ?? [];
        var arguments = parameters.Select(parameter => MakeOrNull(parameter.ParameterType, _nullability.Create(parameter), depth)).ToArray();
        var made = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(arguments);
        foreach (var property in properties.Values)
        {
            if (!property.CanWrite || Array.Exists(parameters, parameter => Is(parameter, property))) continue;
            property.SetValue(made, MakeOrNull(property.PropertyType, _nullability.Create(property), depth));
        }

        return made;
    }

    private static bool Is(ParameterInfo parameter, PropertyInfo property) =>
        string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase);

    private object? MakeOrNull(Type type, NullabilityInfo nullability, int depth)
    {
        var mayBeNull = nullability.ReadState == NullabilityState.Nullable || Nullable.GetUnderlyingType(type) is not null;
        return mayBeNull && (!_isFull || depth >= MaxDepth) ? null : Make(type, depth + 1);
    }
}
