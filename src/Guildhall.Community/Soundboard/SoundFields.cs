using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Soundboard;

/// <summary>What a request says about a sound; absent fields are left as they are.</summary>
public sealed record SoundFields
{
    private const int NameMin = 2;
    private const int NameMax = 32;

    public Optional<string> Name { get; init; }

    public Optional<double> Volume { get; init; }

    public Optional<EmojiId?> EmojiId { get; init; }

    public Optional<string?> EmojiName { get; init; }

    public static SoundFields Read(Form form) => new()
    {
        Name = form.Text("name", NameMin, NameMax),
        Volume = ReadVolume(form),
        EmojiId = form.Id<EmojiId>("emoji_id"),
        EmojiName = form.NullableText("emoji_name", 1, NameMax),
    };

    /// <summary>Unknown Emoji when a custom emoji is named that the guild does not have.</summary>
    internal Failure? Refuse(GuildState guild) =>
        EmojiId.Value is { } id && !guild.Emojis.ContainsKey(id) ? new Failure.UnknownEmoji() : null;

    internal SoundPayload ApplyTo(SoundPayload before) => before with
    {
        Name = Name.Or(before.Name),
        Volume = Volume.Or(before.Volume),
        EmojiId = EmojiId.IsPresent ? EmojiId.Value : EmojiName.Value is not null ? null : before.EmojiId,
        EmojiName = EmojiName.IsPresent ? EmojiName.Value : EmojiId.Value is not null ? null : before.EmojiName,
    };

    internal static IReadOnlyList<AuditChange> Differences(SoundPayload? before, SoundPayload? after) => AuditChange.List(
        AuditChange.Of("name", before?.Name, after?.Name),
        AuditChange.Of("volume", before?.Volume.ToString(System.Globalization.CultureInfo.InvariantCulture), after?.Volume.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        AuditChange.Of("emoji_id", before?.EmojiId?.ToString(), after?.EmojiId?.ToString()),
        AuditChange.Of("emoji_name", before?.EmojiName, after?.EmojiName));

    private static Optional<double> ReadVolume(Form form)
    {
        var raw = form.Raw("volume");
        if (raw.ValueKind == JsonValueKind.Undefined) return default;
        if (raw.ValueKind == JsonValueKind.Null) return 1.0;
        if (raw.ValueKind != JsonValueKind.Number || !raw.TryGetDouble(out var volume)) form.Error("volume", "FLOAT_TYPE_COERCE", "Value is not a float.");
        else if (volume is < 0 or > 1) form.Error("volume", "NUMBER_TYPE_MAX", "float value should be from 0.0 to 1.0.");
        else return volume;
        return default;
    }
}
