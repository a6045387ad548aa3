using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications;

/// <summary>
/// What an application knows of people elsewhere. GET and PUT /applications/{application_id}/role-connections/metadata: which facts there are.
/// GET, PUT, DELETE /users/@me/applications/{application_id}/role-connection: the caller's own facts.
/// </summary>
public static class RoleConnections
{
    private const int RecordsMax = 5;
    private const int KeyMax = 50;
    private const int NameMax = 100;
    private const int DescriptionMax = 200;
    private const int PlatformNameMax = 50;
    private const int PlatformUserMax = 100;
    private const int ValueMax = 100;
    private const int LastType = 8;
    private const ulong OneRecord = 0;

    internal static readonly UserDocumentKind<RoleMetadataRecord> Metadata = new("role-metadata", RoleConnectionJson.Default.RoleMetadataRecord);
    private static readonly UserDocumentKind<RoleConnectionPayload> Connection = new("role-connection", RoleConnectionJson.Default.RoleConnectionPayload);

    public static void Map(ApiRoutes api)
    {
        const string Facts = "/applications/{application_id}/role-connections/metadata";
        const string Own = "/users/@me/applications/{application_id}/role-connection";
        var people = RouteOptions.Per(20, 20, "role-connection") with { PeopleOnly = true, Scope = "role_connections.write" };
        api.Get(Facts, HandleMetadata);
        api.Put(Facts, HandlePutMetadata, RouteOptions.Per(10, 20));
        api.Get(Own, request => HandleOwn(request, new Touch(request.Id<ApplicationId>("application_id"), null, false)), people);
        api.Put(Own, HandlePut, people);
        api.Delete(Own, HandleDelete, people);
    }

    /// <summary>The facts of an application; set when given.</summary>
    public sealed record Describe(IReadOnlyList<RoleMetadataPayload>? New) : IUserCommand<IReadOnlyList<RoleMetadataPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<RoleMetadataPayload>>> Run(UserTurn turn)
        {
            if (New is not null) await UserDocuments.Put(turn, Metadata, OneRecord, new RoleMetadataRecord(New));
            return new Result<IReadOnlyList<RoleMetadataPayload>>((await UserDocuments.Of(turn, Metadata)).GetValueOrDefault(OneRecord)?.Records ?? []);
        }
    }

    /// <summary>What a user is for an application; changed when given, gone when so wished.</summary>
    public sealed record Touch(ApplicationId Application, RoleConnectionPayload? New, bool IsDelete) : IUserCommand<RoleConnectionPayload>
    {
        /// <summary>Applications that a user may be known to.</summary>
        private const int Most = 1_000;

        public async ValueTask<Result<RoleConnectionPayload>> Run(UserTurn turn)
        {
            var all = await UserDocuments.Of(turn, Connection);
            if (New is not null && all.Count >= Most && !all.ContainsKey(Application.Number)) return new Failure.Overloaded();
            if (IsDelete) await UserDocuments.Remove(turn, Connection, Application.Number);
            else if (New is not null) await UserDocuments.Put(turn, Connection, Application.Number, New);
            return all.GetValueOrDefault(Application.Number) ?? new RoleConnectionPayload();
        }
    }

    private static async ValueTask<ApiAnswer> HandleMetadata(ApiRequest request) => await Describing(request, null);

    private static async ValueTask<ApiAnswer> HandlePutMetadata(ApiRequest request)
    {
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        if (body.Value.ValueKind == JsonValueKind.Null) return await Describing(request, []);
        var parts = Form.List(body.Value, RecordsMax, out var root);
        if (!parts.IsOk) return parts.Failure;
        RoleMetadataPayload[] records = [.. parts.Value!.Select(ReadRecord)];
        if (records.DistinctBy(record => record.Key).Count() < records.Length) root.Error("", "APPLICATION_ROLE_CONNECTION_METADATA_DUPLICATE_KEY", "Keys must be unique");
        return root.Failure is { } invalid ? invalid : await Describing(request, records);
    }

    private static async ValueTask<ApiAnswer> Describing(ApiRequest request, IReadOnlyList<RoleMetadataPayload>? records)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        var described = await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), new Describe(records), request.Cancel);
        return ApiAnswer.Of(described, RoleConnectionJson.Default.IReadOnlyListRoleMetadataPayload);
    }

    private static RoleMetadataPayload ReadRecord(Form form)
    {
        var type = form.Int("type", 1, LastType);
        if (!type.IsPresent) form.Required("type");
        var key = form.RequiredText("key", 1, KeyMax);
        if (!key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'))
            form.Error("key", "STRING_TYPE_REGEX", "String value did not match validation regex.");
        return new RoleMetadataPayload(type.Value, key, form.RequiredText("name", 1, NameMax), form.RequiredText("description", 1, DescriptionMax))
        {
            NameLocalizations = Commands.CommandForm.ReadLocalized(form, "name_localizations", NameMax, isName: false).Value,
            DescriptionLocalizations = Commands.CommandForm.ReadLocalized(form, "description_localizations", DescriptionMax, isName: false).Value,
        };
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var application = request.Id<ApplicationId>("application_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (request.Failure is { } badPath) return badPath;
        if (await request.House.UserRows.GetApplication(application, request.Cancel) is null) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting && acting != application) return new Failure.NotYourApplication();
        var facts = await request.House.Users.Ask(new UserId(application.Value), new Describe(null), request.Cancel);
        if (!facts.IsOk) return facts.Failure;
        var connection = new RoleConnectionPayload
        {
            PlatformName = form.NullableText("platform_name", 0, PlatformNameMax).Value,
            PlatformUsername = form.NullableText("platform_username", 0, PlatformUserMax).Value,
            Metadata = ReadValues(form, facts.Value!),
        };
        if (form.Failure is { } invalid) return invalid;
        return await HandleOwn(request, new Touch(application, connection, false));
    }

    private static Dictionary<string, string> ReadValues(Form form, IReadOnlyList<RoleMetadataPayload> facts)
    {
        Dictionary<string, string> values = [];
        if (form.Part("metadata") is not { } part) return values;
        foreach (var value in form.Raw("metadata").EnumerateObject())
        {
            if (facts.All(fact => fact.Key != value.Name)) form.Error($"metadata.{value.Name}", "BASE_TYPE_CHOICES", "The application has no such record.");
            else values[value.Name] = part.NullableText(value.Name, 1, ValueMax).Value ?? "";
        }

        return values;
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var done = await Own(request, new Touch(request.Id<ApplicationId>("application_id"), null, true));
        return ApiAnswer.Of(done);
    }

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request, Touch command) => ApiAnswer.Of(await Own(request, command), RoleConnectionJson.Default.RoleConnectionPayload);

    private static async ValueTask<Result<RoleConnectionPayload>> Own(ApiRequest request, Touch command)
    {
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(command.Application, request.Cancel) is null) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting && acting != command.Application) return new Failure.NotYourApplication();
        var done = await request.House.Users.Ask(request.Caller.User, command, request.Cancel);
        if (done.IsOk && (command.New is not null || command.IsDelete)) await Roles.Linked.TakeLinkedRole.Recheck(request.House, request.Caller.User);
        return done;
    }
}

/// <summary>A fact that an application knows of people, and how it is compared.</summary>
public sealed record RoleMetadataPayload(int Type, string Key, string Name, string Description)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }
}

/// <summary>All facts of an application.</summary>
public sealed record RoleMetadataRecord(IReadOnlyList<RoleMetadataPayload> Records);

/// <summary>What an application knows of one user.</summary>
public sealed record RoleConnectionPayload
{
    public string? PlatformName { get; init; }

    public string? PlatformUsername { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RoleMetadataRecord))]
[JsonSerializable(typeof(IReadOnlyList<RoleMetadataPayload>))]
[JsonSerializable(typeof(RoleConnectionPayload))]
internal sealed partial class RoleConnectionJson : JsonSerializerContext;
