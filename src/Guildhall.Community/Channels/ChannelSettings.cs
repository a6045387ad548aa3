using Guildhall.Community.Edge;
using Guildhall.Community.Threads;

namespace Guildhall.Community.Channels;

/// <summary>What a request says about what only some kinds of channel have; absent fields are left as they are. Null is the default again.</summary>
public sealed record ChannelSettings
{
    // What is read at all; what lies above the limit gets the documented error of its own.
    private const int MostTags = 100;

    public Optional<int?> Bitrate { get; init; }

    public Optional<int?> UserLimit { get; init; }

    public Optional<string?> RtcRegion { get; init; }

    public Optional<int?> VideoQualityMode { get; init; }

    public Optional<int?> DefaultAutoArchiveDuration { get; init; }

    public Optional<int?> DefaultThreadRateLimitPerUser { get; init; }

    public Optional<IReadOnlyList<TagFields>> AvailableTags { get; init; }

    public Optional<DefaultReactionPayload?> DefaultReactionEmoji { get; init; }

    public Optional<int?> DefaultSortOrder { get; init; }

    public Optional<int?> DefaultForumLayout { get; init; }

    public Optional<int> Flags { get; init; }

    /// <summary>Reads the fields; errors are noted in the form.</summary>
    internal static ChannelSettings Read(Form form) => new()
    {
        Bitrate = form.NullableInt("bitrate", Limits.BitrateMin, int.MaxValue),
        UserLimit = form.NullableInt("user_limit", 0, Limits.StageUserLimitMax),
        RtcRegion = form.NullableText("rtc_region", 0, Limits.ChannelNameMax),
        VideoQualityMode = Choice(form, "video_quality_mode", 1, 2),
        DefaultAutoArchiveDuration = ThreadFields.Duration(form, "default_auto_archive_duration"),
        DefaultThreadRateLimitPerUser = form.NullableInt("default_thread_rate_limit_per_user", 0, Limits.SlowmodeMaxSeconds),
        AvailableTags = form.Parts("available_tags", MostTags) is { } parts
            ? new Optional<IReadOnlyList<TagFields>>(true, [.. parts.Select(TagFields.Read)])
            : default,
        DefaultReactionEmoji = Reaction(form),
        DefaultSortOrder = Choice(form, "default_sort_order", 0, 1),
        DefaultForumLayout = Choice(form, "default_forum_layout", 0, 1, 2),
        Flags = form.IntOrAbsent("flags", 0, int.MaxValue),
    };

    private static Optional<int?> Choice(Form form, string name, params ReadOnlySpan<int> allowed)
    {
        if (form.IsNull(name)) return new Optional<int?>(true, null);
        var choice = form.Choice(name, allowed);
        return choice.IsPresent ? choice.Value : default(Optional<int?>);
    }

    private static Optional<DefaultReactionPayload?> Reaction(Form form)
    {
        if (form.IsNull("default_reaction_emoji")) return new Optional<DefaultReactionPayload?>(true, null);
        if (form.Part("default_reaction_emoji") is not { } part) return default;
        var emoji = TagFields.ReadEmoji(part);
        return emoji is (null, null) ? new Optional<DefaultReactionPayload?>(true, null) : new DefaultReactionPayload(emoji.Id, emoji.Name);
    }
}

/// <summary>What a request says about one tag; <paramref name="Id"/> is null for a new one.</summary>
public sealed record TagFields(ForumTagId? Id, string Name, bool Moderated, EmojiId? EmojiId, string? EmojiName)
{
    private const int EmojiNameMax = 100;

    internal static TagFields Read(Form form)
    {
        var (emoji, name) = ReadEmoji(form);
        return new TagFields(
            form.Id<ForumTagId>("id").Value, form.RequiredText("name", 1, Limits.TagNameMax), form.FlagOrAbsent("moderated").Value, emoji, name);
    }

    /// <summary>A custom emoji or a Unicode one; never both.</summary>
    internal static (EmojiId? Id, string? Name) ReadEmoji(Form form)
    {
        var id = form.Id<EmojiId>("emoji_id").Value;
        var name = form.NullableText("emoji_name", 0, EmojiNameMax).Value;
        if (id is { Number: 0 }) id = null;
        return (id, id is null && !string.IsNullOrEmpty(name) ? name : null);
    }
}
