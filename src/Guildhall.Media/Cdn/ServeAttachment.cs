using Guildhall.Media.Images;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Media.Cdn;

/// <summary>
/// GET /attachments/{channel}/{attachment}/{filename}: a file of a message, under the name it was sent with and no other. An image is sent smaller
/// or in another format when width, height or format ask for it.
/// </summary>
internal sealed class ServeAttachment(BlobFile files)
{
    public Task Serve(HttpContext http)
    {
        var values = http.Request.RouteValues;
        var (channel, attachment, filename) = (values["channel"], values["attachment"], (string)values["filename"]!);
        if (ImageWish.OfAttachment(http.Request.Query) is not { } wish)
            return MediaHeaders.Refuse(http, StatusCodes.Status400BadRequest, "400: width and height are numbers of pixels");
        var key = $"attachments/{channel}/{attachment}/{filename}";
        return files.Send(http, new ServedFile(key, attachment!.ToString()!, MediaType.Of, filename, IsPublic: false), wish);
    }
}
