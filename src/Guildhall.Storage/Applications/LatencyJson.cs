using System.Text.Json.Serialization;

namespace Guildhall.Storage.Applications;

[JsonSerializable(typeof(IReadOnlyList<long>))]
internal sealed partial class LatencyJson : JsonSerializerContext;
