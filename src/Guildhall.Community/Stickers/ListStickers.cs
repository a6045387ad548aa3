using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Stickers;

/// <summary>GET /guilds/{guild_id}/stickers and …/{sticker_id}; GET /stickers/{sticker_id}, /sticker-packs and /sticker-packs/{pack_id} for everybody.</summary>
public static class ListStickers
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/stickers", HandleAll);
        api.Get("/guilds/{guild_id}/stickers/{sticker_id}", HandleOne);
        api.Get("/stickers/{sticker_id}", HandleAny);
        api.Get("/sticker-packs", _ => ValueTask.FromResult(ApiAnswer.Json(new StickerPacksPayload([BuiltInStickers.Pack]), StickerJson.Default.StickerPacksPayload)));
        api.Get("/sticker-packs/{pack_id}", HandlePack);
    }

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<StickerPayload>>
    {
        public ValueTask<Result<IReadOnlyList<StickerPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            return ValueTask.FromResult(!entry.IsOk
                ? entry.Failure
                : new Result<IReadOnlyList<StickerPayload>>(
                    [.. turn.State.Documents.Of(StickerRules.Kind).Values.OrderBy(sticker => sticker.Id.Number).Select(sticker => StickerRules.Shown(sticker, entry.Value!.Held))]));
        }
    }

    /// <summary>A sticker for whoever knows its id, as messages show it to everybody.</summary>
    public sealed record Find(StickerId Sticker) : IGuildCommand<StickerPayload>
    {
        public ValueTask<Result<StickerPayload>> Run(GuildTurn turn) => ValueTask.FromResult<Result<StickerPayload>>(
            turn.State.Documents.Find(StickerRules.Kind, Sticker.Number) is { } sticker ? sticker with { User = null } : new Failure.UnknownSticker());
    }

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel), StickerJson.Default.IReadOnlyListStickerPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<StickerId>("sticker_id");
        if (request.Failure is { } invalid) return invalid;
        var stickers = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        if (!stickers.IsOk) return stickers.Failure;
        return stickers.Value!.FirstOrDefault(sticker => sticker.Id == id) is { } found
            ? ApiAnswer.Json(found, StickerJson.Default.StickerPayload)
            : new Failure.UnknownSticker();
    }

    private static async ValueTask<ApiAnswer> HandleAny(ApiRequest request)
    {
        var id = request.Id<StickerId>("sticker_id");
        if (request.Failure is { } invalid) return invalid;
        if (BuiltInStickers.Find(id) is { } builtIn) return ApiAnswer.Json(builtIn, StickerJson.Default.StickerPayload);
        var found = await request.House.Guilds.Ask(StickerRules.Kind, id.Number, new Find(id), new Failure.UnknownSticker(), request.Cancel);
        return ApiAnswer.Of(found, StickerJson.Default.StickerPayload);
    }

    private static ValueTask<ApiAnswer> HandlePack(ApiRequest request)
    {
        var id = request.Id<StickerPackId>("pack_id");
        if (request.Failure is { } invalid) return ValueTask.FromResult<ApiAnswer>(invalid);
        return ValueTask.FromResult(id == BuiltInStickers.Pack.Id
            ? ApiAnswer.Json(BuiltInStickers.Pack, StickerJson.Default.StickerPackPayload)
            : new Failure.UnknownStickerPack());
    }
}
