using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Emojis;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications;

/// <summary>/applications/{application_id}/emojis: an application's own emojis, up to 2,000; for its owner and its bot.</summary>
public static class ApplicationEmojis
{
    /// <summary>Emojis of one application.</summary>
    public const int Most = 2_000;

    internal static readonly UserDocumentKind<EmojiPayload> Kind = new("application-emoji", PayloadJson.Default.EmojiPayload);

    public static void Map(ApiRoutes api)
    {
        const string All = "/applications/{application_id}/emojis";
        var limit = RouteOptions.Per(20, 60, "application-emojis");
        api.Get(All, HandleList);
        api.Post(All, HandleCreate, limit);
        api.Get(All + "/{emoji_id}", HandleGet);
        api.Patch(All + "/{emoji_id}", HandleUpdate, limit);
        api.Delete(All + "/{emoji_id}", HandleDelete, limit);
    }

    public sealed record List : IUserCommand<IReadOnlyList<EmojiPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<EmojiPayload>>> Run(UserTurn turn) =>
            new([.. (await UserDocuments.Of(turn, Kind)).Values.OrderBy(emoji => emoji.Id.Number)]);
    }

    /// <summary>One emoji, under a new name when one is given.</summary>
    public sealed record Touch(EmojiId Emoji, string? NewName) : IUserCommand<EmojiPayload>
    {
        public async ValueTask<Result<EmojiPayload>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, Kind)).GetValueOrDefault(Emoji.Number) is not { } known) return new Failure.UnknownEmoji();
            if (NewName is null || NewName == known.Name) return known;
            var renamed = known with { Name = NewName };
            await UserDocuments.Put(turn, Kind, Emoji.Number, renamed);
            return renamed;
        }
    }

    public sealed record Create(EmojiPayload Emoji) : IUserCommand<EmojiPayload>
    {
        public async ValueTask<Result<EmojiPayload>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, Kind)).Count >= Most) return new Failure.TooManyEmojis(Most);
            var made = Emoji with { User = turn.State.Row.Profile };
            await UserDocuments.Put(turn, Kind, made.Id.Number, made);
            return made;
        }
    }

    public sealed record Delete(EmojiId Emoji) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (!(await UserDocuments.Of(turn, Kind)).ContainsKey(Emoji.Number)) return new Failure.UnknownEmoji();
            await UserDocuments.Remove(turn, Kind, Emoji.Number);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var all = await Ask(request, new List());
        return all.IsOk ? ApiAnswer.Json(new ApplicationEmojisPayload(all.Value!), ApplicationEmojiJson.Default.ApplicationEmojisPayload) : all.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request) =>
        ApiAnswer.Of(await Ask(request, new Touch(request.Id<EmojiId>("emoji_id"), null)), PayloadJson.Default.EmojiPayload);

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var id = request.Id<EmojiId>("emoji_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var name = EmojiRules.ReadName(read.Value!);
        if (read.Value!.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await Ask(request, new Touch(id, name.IsPresent ? name.Value : null)), PayloadJson.Default.EmojiPayload);
    }

    private static async ValueTask<ApiAnswer> HandleCreate(ApiRequest request)
    {
        var house = request.House;
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = EmojiRules.ReadName(form);
        if (!name.IsPresent) form.Required("name");
        var image = CreateEmoji.ReadImage(form);
        if (form.Failure is { } invalid) return invalid;
        var id = new EmojiId(house.Ids.Next());
        using var content = new MemoryStream(image!.Bytes, writable: false);
        await UploadField.Put(house.Blobs, "image", $"emojis/{id}", content, Limits.EmojiImageBytes, request.Cancel);
        var made = await Ask(request, new Create(new EmojiPayload { Id = id, Name = name.Value, Animated = image.IsAnimated }));
        if (!made.IsOk) await house.Blobs.Delete($"emojis/{id}", CancellationToken.None);
        return ApiAnswer.Of(made, PayloadJson.Default.EmojiPayload, 201);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var id = request.Id<EmojiId>("emoji_id");
        var deleted = await Ask(request, new Delete(id));
        if (deleted.IsOk) await request.House.Blobs.Delete($"emojis/{id}", CancellationToken.None);
        return ApiAnswer.Of(deleted);
    }

    private static async ValueTask<Result<TReply>> Ask<TReply>(ApiRequest request, IUserCommand<TReply> command)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if ((request.Failure ?? application.Failure) is { } refused) return refused;
        return await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), command, request.Cancel);
    }
}

/// <summary>GET /applications/{application_id}/emojis.</summary>
public sealed record ApplicationEmojisPayload(IReadOnlyList<EmojiPayload> Items);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApplicationEmojisPayload))]
internal sealed partial class ApplicationEmojiJson : JsonSerializerContext;
