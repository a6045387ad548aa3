namespace Guildhall.Media.Cdn;

/// <summary>Draws the stickers that come with the server, on first use.</summary>
internal static class BuiltInSticker
{
    private static readonly Dictionary<string, Lazy<byte[]>> Drawn = new()
    {
        ["1000001"] = new(() => DefaultAvatar.Draw(0x2F9E6E, DefaultAvatar.IsInGate)),
        ["1000002"] = new(() => DefaultAvatar.Draw(0xD9862B, IsInSun)),
        ["1000003"] = new(() => DefaultAvatar.Draw(0xD6455D, IsInHeart)),
    };

    /// <summary>The PNG of a sticker; null when it is none of these.</summary>
    public static byte[]? Find(string id) => Drawn.TryGetValue(id, out var drawn) ? drawn.Value : null;

    // A disc with twelve rays.
    private static bool IsInSun(double x, double y)
    {
        var (across, down) = (x - 0.5, y - 0.5);
        var distance = Math.Sqrt((across * across) + (down * down));
        return distance < 0.2 || (distance is > 0.25 and < 0.4 && Math.Cos(12 * Math.Atan2(down, across)) > 0.6);
    }

    private static bool IsInHeart(double x, double y)
    {
        var (across, up) = ((x - 0.5) * 3.2, (0.48 - y) * 3.2);
        var round = (across * across) + (up * up) - 1;
        return (round * round * round) - (across * across * up * up * up) <= 0;
    }
}
