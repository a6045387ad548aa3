using System.Text.Json.Serialization;

namespace Guildhall.Community.Components;

/// <summary>A form that an application shows a person in answer to an interaction.</summary>
public sealed record ModalPayload(string CustomId, string Title, IReadOnlyList<ComponentPayload> Components);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModalPayload))]
internal sealed partial class ComponentJson : JsonSerializerContext;
