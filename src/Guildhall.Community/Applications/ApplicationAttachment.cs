using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Applications;

/// <summary>POST /applications/{application_id}/attachment: a file that belongs to the application and to no message; it goes with the application.</summary>
public static class ApplicationAttachment
{
    public static void Map(ApiRoutes api) => api.Post("/applications/{application_id}/attachment", Handle, RouteOptions.Per(10, 60) with { Scope = ScopeRule.Any });

    /// <summary>The place of an application's files among those of channels.</summary>
    internal static ChannelId FolderOf(ApplicationId application) => new(application.Value);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        var folder = FolderOf(application.Value!.Id);
        await using var body = await MessageBody.Read(request, folder, mayUpload: null);
        if (body.Failure is { } failure) return failure;
        if (body.Files.Count != 1)
        {
            body.Form.Required("file");
            return body.Form.Failure!;
        }

        body.KeepFiles();
        var file = body.Files.All[0].Attachment;
        var url = MessageComposer.UrlOf(request.House.Options.PublicUrl(), folder, file);
        return ApiAnswer.Json(new ApplicationAttachmentPayload(file with { Url = url, ProxyUrl = url }), ApplicationAttachmentJson.Default.ApplicationAttachmentPayload);
    }
}

/// <summary>The file under its address.</summary>
public sealed record ApplicationAttachmentPayload(AttachmentPayload Attachment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApplicationAttachmentPayload))]
internal sealed partial class ApplicationAttachmentJson : JsonSerializerContext;
