using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Interactions.Http;

/// <summary>
/// Finds out whether an address is ready to be called for an application: it answers a PING that is signed, and turns away with 401 the
/// same PING with the signature of another body and with the signature of another moment. All are sent at once, so nothing can be told from their order.
/// </summary>
internal static class EndpointCheck
{
    private const int PongBytes = 65_536;
    private const int Pong = 1;

    /// <summary>True when the address takes interactions: PING, the interaction of kind 1, is answered by kind 1.</summary>
    public static async ValueTask<bool> TakesInteractions(CommunityServices house, ApplicationRow application, string url, CancellationToken cancel)
    {
        var ping = new PingPayload(
            new InteractionId(house.Ids.Next()),
            application.Id,
            (int)InteractionKind.Ping,
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48)),
            await house.Directory.Find(application.Owner, cancel));
        var body = JsonSerializer.SerializeToUtf8Bytes(ping, EndpointJson.Default.PingPayload);
        return await IsSound(house.Endpoints, application, url, body, IsPong, cancel);
    }

    /// <summary>True when the address takes webhook events: PING, the event of kind 0, is acknowledged.</summary>
    public static async ValueTask<bool> TakesEvents(CommunityServices house, ApplicationRow application, string url, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new EventPingPayload(application.Id), EndpointJson.Default.EventPingPayload);
        return await IsSound(house.Endpoints, application, url, body, answer => ValueTask.FromResult(answer.IsSuccess), cancel);
    }

    private static async ValueTask<bool> IsSound(
        EndpointClient client, ApplicationRow application, string url, byte[] body, Func<EndpointAnswer, ValueTask<bool>> isRight, CancellationToken cancel)
    {
        var right = client.Post(url, application, body, cancel);
        var otherBody = client.PostWronglySigned(url, application, body, otherMoment: false, cancel);
        var otherMoment = client.PostWronglySigned(url, application, body, otherMoment: true, cancel);
        await Task.WhenAll(right, otherBody, otherMoment);
        using var answer = await right;
        using var first = await otherBody;
        using var second = await otherMoment;
        return TurnedAway(first) && TurnedAway(second) && await isRight(answer);
    }

    private static bool TurnedAway(EndpointAnswer answer) => answer.Status == (int)HttpStatusCode.Unauthorized;

    private static async ValueTask<bool> IsPong(EndpointAnswer answer)
    {
        if (answer.Status != (int)HttpStatusCode.OK || !answer.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase)) return false;
        if (await answer.ReadSmall(PongBytes) is not { } said) return false;
        try
        {
            using var document = JsonDocument.Parse(said, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.Number
                && type.TryGetInt32(out var kind)
                && kind == Pong;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The interaction that asks an address whether it is there.</summary>
internal sealed record PingPayload(InteractionId Id, ApplicationId ApplicationId, int Type, string Token, UserPayload? User)
{
    public int Version { get; init; } = 1;

    public string AppPermissions { get; init; } = "0";

    public IReadOnlyList<string> Entitlements { get; init; } = [];

    public IReadOnlyDictionary<string, string> AuthorizingIntegrationOwners { get; init; } = new Dictionary<string, string>();

    public long AttachmentSizeLimit { get; init; } = Limits.FileBytes;
}

/// <summary>The webhook event that asks an address whether it is there.</summary>
internal sealed record EventPingPayload(ApplicationId ApplicationId)
{
    public int Version { get; init; } = 1;

    public int Type { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PingPayload))]
[JsonSerializable(typeof(EventPingPayload))]
internal sealed partial class EndpointJson : JsonSerializerContext;
