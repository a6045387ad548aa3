using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Media.Cdn;

/// <summary>GET /attachments/{channel}/{attachment}/{filename}: a file of a message, under the name it was sent with and no other.</summary>
internal sealed class ServeAttachment(IBlobStore blobs)
{
    public Task Serve(HttpContext http)
    {
        var values = http.Request.RouteValues;
        var (channel, attachment, filename) = (values["channel"], values["attachment"], (string)values["filename"]!);
        var key = $"attachments/{channel}/{attachment}/{filename}";
        return BlobFile.Send(http, blobs, key, attachment!.ToString()!, MediaType.Of, filename, isPublic: false);
    }
}
