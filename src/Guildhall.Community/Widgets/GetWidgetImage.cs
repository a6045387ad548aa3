using System.Collections.Concurrent;
using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Widgets;

/// <summary>GET /guilds/{guild_id}/widget.png: a badge with the guild's name and how many are online, in five styles; for everybody, when the widget is on.</summary>
public static class GetWidgetImage
{
    /// <summary>Badges kept; past this the memory starts afresh.</summary>
    private const int Capacity = 1_024;

    private const uint Dark = 0x23262E;
    private const uint Accent = 0x5865F2;
    private const uint Green = 0x2F9E6E;
    private const uint White = 0xFFFFFF;
    private const uint Grey = 0xB5BAC1;

    private static readonly string[] Styles = ["shield", "banner1", "banner2", "banner3", "banner4"];
    private static readonly ConcurrentDictionary<(string Style, Look Look), byte[]> Drawn = new();

    public static void Map(ApiRoutes api) =>
        api.Get("/guilds/{guild_id}/widget.png", Handle, RouteOptions.Per(30, 10) with { IsOpen = true, ByAddress = true });

    /// <summary>What a badge shows.</summary>
    public sealed record Look(string Name, int Online);

    public sealed record Command : IGuildCommand<Look>
    {
        public ValueTask<Result<Look>> Run(GuildTurn turn) => ValueTask.FromResult<Result<Look>>(
            turn.State.Guild.WidgetEnabled ? new Look(turn.State.Guild.Name, turn.State.Presences.Count) : new Failure.WidgetDisabled());
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var style = request.Query("style") ?? Styles[0];
        if (!Styles.Contains(style)) request.Error("style", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Styles.Select(name => $"'{name}'"))}}}.");
        if (request.Failure is { } invalid) return invalid;
        var look = await request.House.Guilds.Ask(guild, new Command(), request.Cancel);
        if (!look.IsOk) return look.Failure;
        request.Http.Response.Headers.CacheControl = "public, max-age=60";
        return ApiAnswer.File(Picture(style, look.Value!), "image/png");
    }

    private static byte[] Picture(string style, Look look)
    {
        if (Drawn.TryGetValue((style, look), out var known)) return known;
        if (Drawn.Count >= Capacity) Drawn.Clear();
        return Drawn[(style, look)] = (style == "shield" ? Shield(look) : Banner(style, look)).ToPng();
    }

    private static string OnlineText(Look look) => string.Create(CultureInfo.InvariantCulture, $"{look.Online} online");

    private static Canvas Shield(Look look)
    {
        const int Height = 20;
        const double Size = 8;
        const int Padding = 7;
        const string Label = "Chat";
        var labelWidth = (int)Canvas.WidthOf(Label, Size) + (Padding * 2);
        var width = labelWidth + (int)Canvas.WidthOf(OnlineText(look), Size) + (Padding * 2);
        var canvas = new Canvas(width, Height);
        canvas.Box(0, 0, width, Height, 4, Accent);
        canvas.Box(0, 0, labelWidth, Height, 4, Dark);
        canvas.Box(labelWidth - 4, 0, 4, Height, 0, Dark);
        canvas.Text(Padding, 6, Size, Label, White, labelWidth);
        canvas.Text(labelWidth + Padding, 6, Size, OnlineText(look), White, width - labelWidth);
        return canvas;
    }

    private static Canvas Banner(string style, Look look)
    {
        const int Width = 320;
        var height = style switch { "banner2" => 42, "banner4" => 160, _ => 76 };
        var background = style == "banner3" ? Accent : Dark;
        var canvas = new Canvas(Width, height);
        canvas.Box(0, 0, Width, height, 8, background);
        if (style == "banner2")
        {
            Initial(canvas, 21, 21, 14, look, background);
            canvas.Text(46, 16, 10, look.Name, White, 170);
            Online(canvas, 226, 17, 8, look, background);
            return canvas;
        }

        Initial(canvas, 38, 38, 26, look, background);
        canvas.Text(78, 20, 14, look.Name, White, Width - 90);
        Online(canvas, 78, 47, 10, look, background);
        if (style == "banner4")
        {
            canvas.Box(16, 96, Width - 32, 44, 8, Green);
            canvas.Text((Width - Canvas.WidthOf("Join", 14)) / 2, 111, 14, "Join", White, Width);
        }

        return canvas;
    }

    private static void Initial(Canvas canvas, double x, double y, double radius, Look look, uint background)
    {
        canvas.Circle(x, y, radius, background == Accent ? White : Accent);
        var letter = look.Name.Length > 0 ? look.Name[..(char.IsHighSurrogate(look.Name[0]) ? 2 : 1)] : "";
        var size = radius * 0.9;
        canvas.Text(x - (Canvas.WidthOf(letter, size) / 2), y - (size / 2), size, letter, background == Accent ? Accent : White, radius * 2);
    }

    private static void Online(Canvas canvas, double x, double y, double size, Look look, uint background)
    {
        canvas.Circle(x + (size / 2), y + (size / 2), size / 2, background == Accent ? White : Green);
        canvas.Text(x + (size * 1.6), y, size, OnlineText(look), background == Accent ? White : Grey, 200);
    }
}
