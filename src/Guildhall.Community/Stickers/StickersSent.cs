using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Stickers;

/// <summary>The stickers that an author puts on a message: looked up before the guild is asked.</summary>
internal static class StickersSent
{
    /// <summary>Stickers on one message.</summary>
    public const int Most = 3;

    /// <summary>The stickers with these ids; Invalid Sticker Sent when one is none.</summary>
    public static async ValueTask<Result<IReadOnlyList<SentSticker>>> Find(ApiRequest request, IReadOnlyList<StickerId> ids)
    {
        List<SentSticker> found = new(ids.Count);
        foreach (var id in ids)
        {
            if (BuiltInStickers.Find(id) is { } builtIn)
            {
                found.Add(new SentSticker(new StickerItemPayload(id, builtIn.Name, builtIn.FormatType), null));
                continue;
            }

            var sticker = await request.House.Guilds.Ask(
                StickerRules.Kind, id.Number, new ListStickers.Find(id), new Failure.InvalidStickerSent(), request.Cancel);
            if (!sticker.IsOk) return new Failure.InvalidStickerSent();
            found.Add(new SentSticker(new StickerItemPayload(id, sticker.Value!.Name, sticker.Value.FormatType), sticker.Value.GuildId));
        }

        return found;
    }

    /// <summary>Null when the author may send them here: those of other guilds need USE_EXTERNAL_STICKERS.</summary>
    public static Failure? Refuse(EnteredChannel entered, IReadOnlyList<SentSticker>? stickers) =>
        stickers is not null && !entered.Has(Permissions.UseExternalStickers) && stickers.Any(sticker => sticker.Guild is { } guild && guild != entered.Guild.Id)
            ? new Failure.StickerNotAllowed()
            : null;
}

/// <summary>A sticker as its message will show it, and the guild it is of; null for those that come with the server.</summary>
public sealed record SentSticker(StickerItemPayload Item, GuildId? Guild);
