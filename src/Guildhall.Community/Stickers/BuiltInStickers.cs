namespace Guildhall.Community.Stickers;

/// <summary>The one pack that comes with the server. Its pictures are drawn when they are first asked for.</summary>
public static class BuiltInStickers
{
    private const ulong FirstId = 1_000_001;
    private static readonly StickerPackId PackId = new(1_000_000);

    public static StickerPackPayload Pack { get; } = new(
        PackId,
        "Guildhall",
        "Shapes from the hall",
        new SkuId(1_000_000),
        [Sticker(0, "Gate", "An open gate", "wave"), Sticker(1, "Sun", "A bright sun", "sunny"), Sticker(2, "Heart", "A heart", "heart")])
    {
        CoverStickerId = new StickerId(FirstId),
    };

    public static StickerPayload? Find(StickerId id) => Pack.Stickers.FirstOrDefault(sticker => sticker.Id == id);

    private static StickerPayload Sticker(int index, string name, string description, string tags) => new()
    {
        Id = new StickerId(FirstId + (ulong)index),
        Name = name,
        Description = description,
        Tags = tags,
        Type = 1,
        FormatType = StickerFormat.Png,
        PackId = PackId,
        SortValue = index,
    };
}
