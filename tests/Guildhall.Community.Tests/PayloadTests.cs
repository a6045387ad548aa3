using System.Reflection;
using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Tests;

public sealed class PayloadTests
{
    [Fact]
    public void Every_moment_on_the_wire_is_written_in_one_way()
    {
        var plain =
            from type in new[] { typeof(CommunitySetup).Assembly, typeof(Limits).Assembly }.SelectMany(assembly => assembly.GetTypes())
            where type.Name.EndsWith("Payload", StringComparison.Ordinal)
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTimeOffset)
            where property.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType != typeof(TimestampConverter)
            select $"{type.Name}.{property.Name}";
        plain.ShouldBeEmpty();
    }
}
