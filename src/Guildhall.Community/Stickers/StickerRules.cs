using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Emojis;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Stickers;

/// <summary>The rules that the operations on stickers share.</summary>
internal static class StickerRules
{
    public const int NameMin = 2;
    public const int NameMax = 30;
    public const int DescriptionMin = 2;
    public const int DescriptionMax = 100;
    public const int TagsMax = 200;

    public static readonly GuildDocumentKind<StickerPayload> Kind = new("sticker", StickerJson.Default.StickerPayload);

    /// <summary>All stickers of a guild without their makers.</summary>
    public static IReadOnlyList<StickerPayload> Of(GuildState guild) =>
        [.. guild.Documents.Of(Kind).Values.OrderBy(sticker => sticker.Id.Number).Select(sticker => sticker with { User = null })];

    /// <summary>The sticker as this member may see it: who made it is for those who may make some.</summary>
    public static StickerPayload Shown(StickerPayload sticker, Permissions held) => EmojiRules.MaySeeMakers(held) ? sticker : sticker with { User = null };

    /// <summary>One's own with CREATE_GUILD_EXPRESSIONS, anybody's with MANAGE_GUILD_EXPRESSIONS.</summary>
    public static bool MayChange(ActingMember acting, StickerPayload sticker) =>
        acting.Has(Permissions.ManageGuildExpressions)
        || (acting.Has(Permissions.CreateGuildExpressions) && sticker.User?.Id == acting.Member.User);

    /// <summary>GUILD_STICKERS_UPDATE with all stickers.</summary>
    public static void Tell(GuildTurn turn)
    {
        turn.Log("GUILD_STICKERS_UPDATE", LogFacts.Guild(turn.GuildId));
        turn.Tell(DispatchCatalogue.GuildStickersUpdate, new StickersUpdatedPayload(turn.GuildId, Of(turn.State)), StickerJson.Default.StickersUpdatedPayload);
    }

    /// <summary>A description that may be absent; an empty one counts as none.</summary>
    public static Optional<string?> ReadDescription(Form form)
    {
        var description = form.NullableText("description", 0, DescriptionMax);
        if (description.Value is { Length: > 0 and < DescriptionMin })
            form.Error("description", "BASE_TYPE_BAD_LENGTH", $"Must be between {DescriptionMin} and {DescriptionMax} in length.");
        return description is { IsPresent: true, Value: "" } ? new Optional<string?>(true, null) : description;
    }
}

/// <summary>GUILD_STICKERS_UPDATE: all that there are now.</summary>
public sealed record StickersUpdatedPayload(GuildId GuildId, IReadOnlyList<StickerPayload> Stickers);

/// <summary>A pack of stickers that comes with the server.</summary>
public sealed record StickerPackPayload(StickerPackId Id, string Name, string Description, SkuId SkuId, IReadOnlyList<StickerPayload> Stickers)
{
    public StickerId? CoverStickerId { get; init; }
}

/// <summary>The packs that come with the server.</summary>
public sealed record StickerPacksPayload(IReadOnlyList<StickerPackPayload> StickerPacks);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StickerPayload))]
[JsonSerializable(typeof(IReadOnlyList<StickerPayload>))]
[JsonSerializable(typeof(StickersUpdatedPayload))]
[JsonSerializable(typeof(StickerPackPayload))]
[JsonSerializable(typeof(StickerPacksPayload))]
internal sealed partial class StickerJson : JsonSerializerContext;
