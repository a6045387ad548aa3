using System.Globalization;
using System.Text;

namespace Guildhall.Server.Figures;

/// <summary>Figures in the text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder(16_384);
        foreach (var figure in figures.OrderBy(figure => figure.Name, StringComparer.Ordinal)) Write(text, figure);
        return text.ToString();
    }

    /// <summary>"guildhall.store.transaction.duration" in seconds is "guildhall_store_transaction_duration_seconds".</summary>
    public static string NameOf(Figure figure)
    {
        var name = new StringBuilder(figure.Name.Length + 16);
        foreach (var letter in figure.Name) name.Append(char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_');
        if (char.IsAsciiDigit(figure.Name[0])) name.Insert(0, '_');
        var unit = figure.Unit switch { "s" => "_seconds", "By" => "_bytes", "1" when figure.Kind == FigureKind.Gauge => "_ratio", _ => "" };
        if (unit.Length > 0 && !EndsWith(name, unit)) name.Append(unit);
        if (figure.Kind == FigureKind.Counter && !EndsWith(name, "_total")) name.Append("_total");
        return name.ToString();
    }

    private static bool EndsWith(StringBuilder name, string end) => name.ToString().EndsWith(end, StringComparison.Ordinal);

    private static void Write(StringBuilder text, Figure figure)
    {
        var name = NameOf(figure);
        if (figure.Description.Length > 0) text.Append("# HELP ").Append(name).Append(' ').Append(figure.Description.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(figure.Kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var point in figure.Points)
        {
            if (point.Buckets is null) Line(text, name, point.Labels, null, point.Value);
            else Histogram(text, name, point);
        }
    }

    private static void Histogram(StringBuilder text, string name, FigurePoint point)
    {
        var below = 0L;
        foreach (var (upTo, count) in point.Buckets!)
        {
            below += count;
            Line(text, name + "_bucket", point.Labels, Number(upTo), below);
        }

        Line(text, name + "_sum", point.Labels, null, point.Value);
        Line(text, name + "_count", point.Labels, null, below);
    }

    private static void Line(StringBuilder text, string name, IReadOnlyList<KeyValuePair<string, string>> labels, string? upTo, double value)
    {
        text.Append(name);
        if (labels.Count > 0 || upTo is not null)
        {
            text.Append('{');
            foreach (var (label, labelled) in labels) Label(text, label.Replace('.', '_').Replace('-', '_'), labelled);
            if (upTo is not null) Label(text, "le", upTo);
            text.Length--;
            text.Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static void Label(StringBuilder text, string name, string value) =>
        text.Append(name).Append("=\"").Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append("\",");

    private static string Number(double number) => double.IsPositiveInfinity(number)
        ? "+Inf"
        : number.ToString("R", CultureInfo.InvariantCulture);
}
