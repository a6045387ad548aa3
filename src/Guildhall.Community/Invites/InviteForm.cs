using System.Text;
using System.Text.Json;
using Guildhall.Community.Edge;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Community.Invites;

/// <summary>The body of a request about an invite: JSON, or a form with JSON and a list of users as a file.</summary>
internal sealed record InviteForm(Form Fields, IReadOnlyList<UserId>? Users)
{
    /// <summary>Users that one invite may be for.</summary>
    public const int UsersMax = 10_000;

    private const string FileField = "target_users_file";

    /// <summary>Bytes of the list: an id and a line break for each user, with room for a head line.</summary>
    private const int FileBytes = (UsersMax * 24) + 1_024;

    /// <summary>Reads the body; errors of the list are noted in the fields.</summary>
    public static async ValueTask<Result<InviteForm>> Read(ApiRequest request)
    {
        var http = request.Http.Request;
        if (!http.HasFormContentType)
        {
            var plain = await request.ReadForm();
            return plain.IsOk ? new InviteForm(plain.Value!, null) : plain.Failure;
        }

        try
        {
            var sent = await http.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = FileBytes, ValueLengthLimit = FileBytes, ValueCountLimit = 16 }, request.Cancel);
            var json = sent.TryGetValue("payload_json", out var payload) ? Encoding.UTF8.GetBytes(payload.ToString()) : JsonOf(sent);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            var form = new Form(document.RootElement.Clone());
            return new InviteForm(form, sent.Files[FileField] is { } file ? await ReadUsers(form, file, request.Cancel) : null);
        }
        catch (JsonException)
        {
            return new Failure.InvalidJson();
        }
        catch (InvalidDataException)
        {
            return new Failure.InvalidForm([new FieldError("_multipart", "MULTIPART_INVALID", "The multipart body is malformed or too large.")]);
        }
    }

    // The fields of a plain form; Form takes numbers and flags apart from texts where the text says so.
    private static byte[] JsonOf(IFormCollection sent)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in sent)
            {
                if (bool.TryParse(value, out var flag)) writer.WriteBoolean(name, flag);
                else writer.WriteString(name, value.ToString());
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    // One id to a line; a first line without one is a head line.
    private static async ValueTask<IReadOnlyList<UserId>> ReadUsers(Form form, IFormFile file, CancellationToken cancel)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        HashSet<UserId> users = [];
        for (var line = 1; await reader.ReadLineAsync(cancel) is { } text; line++)
        {
            var cell = text.Trim().Trim(',', '"').Trim();
            if (cell.Length == 0) continue;
            if (Snowflake.TryParse(cell, out var id)) users.Add(new UserId(id));
            else if (line > 1) form.Error(FileField, "TARGET_USERS_INVALID", FormattableString.Invariant($"Line {line} is not a user's id."));
            if (form.Failure is not null) break;
        }

        if (users.Count > UsersMax) form.Error(FileField, "BASE_TYPE_MAX_LENGTH", FormattableString.Invariant($"Must be {UsersMax} or fewer in length."));
        if (users.Count == 0 && form.Failure is null) form.Required(FileField);
        return [.. users];
    }
}
