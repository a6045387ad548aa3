using System.Text.Json;
using Guildhall.Community.Edge;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Community.Messages;

/// <summary>
/// The body of a request that makes or edits a message: JSON, a form, or a form with files. Files that are not kept are deleted with it.
/// </summary>
internal sealed class MessageBody : IAsyncDisposable
{
    private const int LongestBoundary = 100;
    private static readonly string[] PlainTexts = ["content", "nonce", "username", "avatar_url", "thread_name"];
    private const int PartsMax = Limits.AttachmentsPerMessage + 16;
    private const int FieldBytes = 65_536;
    private const int HighestIndex = 1_000;
    private bool _isKept;

    private MessageBody(UploadedFiles files) => Files = files;

    public Form Form { get; private set; } = new(default);

    public UploadedFiles Files { get; }

    /// <summary>Why the body cannot be read at all; null when it can.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>Reads the whole body; files go straight to the blob store.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channel">Where the message is or will be.</param>
    /// <param name="uploadsNeed">What the caller needs besides ATTACH_FILES before files are taken in.</param>
    public static ValueTask<MessageBody> Read(ApiRequest request, ChannelId channel, Permissions uploadsNeed)
    {
        return Read(request, channel, MayUpload);

        async ValueTask<Failure?> MayUpload()
        {
            var check = new CheckUpload(channel, request.Caller, uploadsNeed | Permissions.AttachFiles);
            return (await request.House.Guilds.Ask(channel, check, request.Cancel)).Failure;
        }
    }

    /// <summary>Reads the whole body; files go straight to the blob store.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channel">Where the message is or will be.</param>
    /// <param name="mayUpload">Asked before files are taken in; null when that was decided before.</param>
    public static async ValueTask<MessageBody> Read(ApiRequest request, ChannelId channel, Func<ValueTask<Failure?>>? mayUpload)
    {
        // Who comes with a webhook's token and no account counts for its channel.
        var sender = request.CallerIfAny?.User ?? new UserId(channel.Value);
        var body = new MessageBody(new UploadedFiles(request.House, channel, sender));
        var type = request.Http.Request.ContentType ?? "";
        try
        {
            if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
                body.Failure = await body.ReadParts(request, mayUpload);
            else if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
                body.Failure = await body.ReadFields(request);
            else body.Failure = await body.ReadJson(request);
        }
        catch (Exception malformed) when (malformed is MalformedUploadException or InvalidDataException)
        {
            body.Failure = new Failure.InvalidForm([new FieldError("_multipart", "MULTIPART_INVALID", "The multipart body is malformed.")]);
        }
        catch
        {
            await body.DisposeAsync();
            throw;
        }

        return body;
    }

    /// <summary>Goes on with an object inside the form, whose errors stand at its path; false when there is none.</summary>
    public bool Narrow(string name)
    {
        if (Form.Part(name) is not { } part) return false;
        Form = part;
        return true;
    }

    /// <summary>The files belong to a message now.</summary>
    public void KeepFiles() => _isKept = true;

    public ValueTask DisposeAsync() => _isKept ? ValueTask.CompletedTask : Files.Discard();

    private async ValueTask<Failure?> ReadJson(ApiRequest request)
    {
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        Form = form.Value!;
        return null;
    }

    private async ValueTask<Failure?> ReadFields(ApiRequest request)
    {
        if (request.Http.Request.ContentLength > Limits.JsonBodyBytes) return new Failure.RequestTooLarge();
        var fields = await request.Http.Request.ReadFormAsync(request.Cancel);
        return Use(fields.ToDictionary(field => field.Key, field => field.Value.ToString()));
    }

    private async ValueTask<Failure?> ReadParts(ApiRequest request, Func<ValueTask<Failure?>>? mayUpload)
    {
        var http = request.Http.Request;
        if (http.ContentLength > Limits.UploadRequestBytes) return new Failure.RequestTooLarge();
        if (mayUpload is not null && await mayUpload() is { } refused) return refused;
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type)) return new Failure.InvalidJson();
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > LongestBoundary) return new Failure.InvalidJson();
        var reader = new MultipartReader(boundary.ToString(), http.Body);
        Dictionary<string, string> fields = [];
        for (var parts = 0; await Next(reader, request.Cancel) is { } part; parts++)
        {
            if (parts >= PartsMax) return new Failure.TooManyAttachments(Limits.AttachmentsPerMessage);
            if (await ReadPart(part, fields, request.Cancel) is { } failure) return failure;
        }

        return Use(fields);
    }

    private static async ValueTask<MultipartSection?> Next(MultipartReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancel);
        }
        catch (IOException broken) when (broken is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new MalformedUploadException();
        }
    }

    private async ValueTask<Failure?> ReadPart(MultipartSection part, Dictionary<string, string> fields, CancellationToken cancel)
    {
        var disposition = part.GetContentDispositionHeader();
        if (disposition is null) return null;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name != "payload_json" && (disposition.FileName.HasValue || disposition.FileNameStar.HasValue))
        {
            var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            return await Files.Add(IndexOf(name), HeaderUtilities.RemoveQuotes(fileName).ToString(), part.Body, cancel);
        }

        using var head = new HeadStream(part.Body, 1);
        using var value = new PooledBody(name is "payload_json" or "payload" ? Limits.JsonBodyBytes : FieldBytes);
        if (!await value.Fill(head, cancel)) return new Failure.RequestTooLarge();
        fields[name] = System.Text.Encoding.UTF8.GetString(value.Bytes.Span);
        return null;
    }

    // files[3] is 3; older clients say file3 or, for their only file, file.
    private int IndexOf(string name)
    {
        var digits = name.AsSpan().Trim("file[]s");
        return int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var index) && index <= HighestIndex ? index : Files.Count;
    }

    private Failure.InvalidJson? Use(Dictionary<string, string> fields)
    {
        // Slack's libraries call it payload.
        var text = fields.TryGetValue("payload_json", out var json) || fields.TryGetValue("payload", out json) ? json : Plain(fields);
        try
        {
            if (!JsonText.HasUnicodeNames(System.Text.Encoding.UTF8.GetBytes(text))) return new Failure.InvalidJson();
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            Form = new Form(document.RootElement.Clone());
            return null;
        }
        catch (JsonException)
        {
            return new Failure.InvalidJson();
        }
    }

    // The fields that a form can say without JSON.
    private static string Plain(Dictionary<string, string> fields)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var name in PlainTexts)
            {
                if (fields.TryGetValue(name, out var text)) json.WriteString(name, text);
            }

            if (fields.TryGetValue("tts", out var tts)) json.WriteBoolean("tts"u8, tts is "true" or "True" or "1");
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
