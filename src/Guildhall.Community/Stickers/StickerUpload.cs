using System.Text;
using System.Text.Json;
using Guildhall.Community.Edge;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Community.Stickers;

/// <summary>The multipart form of a new sticker: its fields as a form, and its file.</summary>
internal sealed record StickerUpload(Form Form, ReadOnlyMemory<byte> File)
{
    private const int FieldBytes = 4_096;
    private const int Parts = 16;

    /// <summary>Reads the request; a failure when it is no such form or too large.</summary>
    public static async ValueTask<Result<StickerUpload>> Read(ApiRequest request)
    {
        var http = request.Http.Request;
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return Invalid("_content_type", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'multipart/form-data'}.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 100) return Malformed();
        try
        {
            return await Read(new MultipartReader(boundary, http.Body), request.Cancel);
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException || (error is IOException && !request.Cancel.IsCancellationRequested))
        {
            return Malformed();
        }
    }

    private static async ValueTask<Result<StickerUpload>> Read(MultipartReader reader, CancellationToken cancel)
    {
        Dictionary<string, string> fields = [];
        byte[] file = [];
        for (var parts = 0; await reader.ReadNextSectionAsync(cancel) is { } part; parts++)
        {
            if (parts >= Parts || part.GetContentDispositionHeader() is not { } disposition) return Malformed();
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            var most = name == "file" ? StickerFile.Bytes : FieldBytes;
            if (await Bytes(part.Body, most, cancel) is not { } bytes)
                return Invalid(name, "BINARY_TYPE_MAX_SIZE", $"File cannot be larger than {StickerFile.Bytes / 1024}.0 kb.");
            if (name == "file") file = bytes;
            else fields[name] = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }

        return new StickerUpload(new Form(JsonSerializer.SerializeToElement(fields, UploadJson.Default.DictionaryStringString)), file);
    }

    private static async ValueTask<byte[]?> Bytes(Stream body, int most, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        var buffer = new byte[16_384];
        while (await body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            if (held.Length + read > most) return null;
            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    private static Failure.InvalidForm Malformed() => Invalid("_multipart", "MULTIPART_INVALID", "The multipart body is malformed.");

    private static Failure.InvalidForm Invalid(string field, string code, string message) => new([new FieldError(field, code, message)]);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class UploadJson : System.Text.Json.Serialization.JsonSerializerContext;
