using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>What each kind of channel has, and what it may be set to. Fields of other kinds are passed over.</summary>
internal static class ChannelKind
{
    private const int DefaultBitrate = 64_000;
    private const int AutomaticQuality = 1;

    /// <summary>True when the channel's topic, slowmode and the like may be set.</summary>
    public static bool HasTopic(ChannelType type) => type is ChannelType.GuildText or ChannelType.GuildAnnouncement || type.IsForum();

    public static bool HasSlowmode(ChannelType type) => type == ChannelType.GuildText || type.IsVoice() || type.IsForum();

    /// <summary>True when the one kind may become the other: text and announcement channels, back and forth.</summary>
    public static bool MayBecome(ChannelType now, ChannelType then) =>
        now == then || (now is ChannelType.GuildText or ChannelType.GuildAnnouncement && then is ChannelType.GuildText or ChannelType.GuildAnnouncement);

    /// <summary>The channel with its settings, or why not. Changes nothing by itself.</summary>
    /// <param name="guild">The guild: its boosts and emojis count.</param>
    /// <param name="channel">As it is (or begins), with the kind that it will have.</param>
    /// <param name="fields">What the request says.</param>
    /// <param name="nextId">Ids of new tags.</param>
    public static Result<ChannelPayload> Apply(GuildState guild, ChannelPayload channel, ChannelFields fields, Func<Snowflake> nextId) =>
        Apply(guild.Guild.PremiumTier, guild.Emojis, channel, fields, nextId);

    /// <summary>The same, for a guild that is not there yet.</summary>
    public static Result<ChannelPayload> Apply(
        int tier, Dictionary<EmojiId, EmojiPayload> emojis, ChannelPayload channel, ChannelFields fields, Func<Snowflake> nextId)
    {
        var type = channel.Type;
        if (type == ChannelType.GuildCategory) return channel;
        var after = channel with
        {
            Topic = HasTopic(type) ? fields.Topic.Or(channel.Topic) : null,
            Nsfw = fields.Nsfw.Or(channel.Nsfw),
            RateLimitPerUser = HasSlowmode(type) ? fields.RateLimitPerUser.Or(channel.RateLimitPerUser ?? 0) : null,
            Flags = fields.Settings.Flags.IsPresent ? FlagsOf(type, fields.Settings.Flags.Value) : channel.Flags,
        };
        if (after.Topic?.Length > Limits.ChannelTopicMax && !type.IsForum() && fields.Topic.IsPresent)
            return Wrong("topic", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.ChannelTopicMax} or fewer in length.");
        if (type.IsVoice()) return WithVoice(tier, after, fields.Settings);
        after = after with
        {
            DefaultAutoArchiveDuration = fields.Settings.DefaultAutoArchiveDuration.Or(channel.DefaultAutoArchiveDuration),
            DefaultThreadRateLimitPerUser = fields.Settings.DefaultThreadRateLimitPerUser.Or(channel.DefaultThreadRateLimitPerUser),
        };
        return type.IsForum() ? WithForum(emojis, after, fields.Settings, nextId) : after;
    }

    private static int FlagsOf(ChannelType type, int wanted)
    {
        var allowed = ChannelFlags.IsSpoilerChannel;
        if (type.IsForum()) allowed |= ChannelFlags.RequireTag;
        if (type == ChannelType.GuildMedia) allowed |= ChannelFlags.HideMediaDownloadOptions;
        return wanted & allowed;
    }

    private static Result<ChannelPayload> WithVoice(int tier, ChannelPayload channel, ChannelSettings settings)
    {
        var isStage = channel.Type == ChannelType.GuildStageVoice;
        var bitrate = settings.Bitrate.IsPresent ? settings.Bitrate.Value ?? DefaultBitrate : channel.Bitrate ?? DefaultBitrate;
        if (bitrate > (isStage ? Limits.StageBitrateMax : Boosts.BoostTiers.Of(tier).BitrateMax)
            && bitrate != channel.Bitrate) return new Failure.BitrateTooHigh();
        var limit = settings.UserLimit.IsPresent ? settings.UserLimit.Value ?? 0 : channel.UserLimit ?? 0;
        if (!isStage && limit > Limits.VoiceUserLimitMax)
            return Wrong("user_limit", "NUMBER_TYPE_MAX", $"int value should be less than or equal to {Limits.VoiceUserLimitMax}.");
        var region = settings.RtcRegion.IsPresent ? settings.RtcRegion.Value : channel.RtcRegion.Value;
        if (region is not null && !Guilds.VoiceRegions.Has(region))
            return Wrong("rtc_region", "BASE_TYPE_CHOICES", "Value must be one of the ids of GET /voice/regions.");
        return channel with
        {
            Bitrate = bitrate,
            UserLimit = limit,
            RtcRegion = new Optional<string?>(true, region),
            VideoQualityMode = settings.VideoQualityMode.IsPresent ? settings.VideoQualityMode.Value ?? AutomaticQuality : channel.VideoQualityMode,
        };
    }

    private static Result<ChannelPayload> WithForum(Dictionary<EmojiId, EmojiPayload> emojis, ChannelPayload channel, ChannelSettings settings, Func<Snowflake> nextId)
    {
        var tags = channel.AvailableTags ?? [];
        if (settings.AvailableTags.IsPresent)
        {
            var decided = Tags(emojis, tags, settings.AvailableTags.Value, nextId);
            if (!decided.IsOk) return decided.Failure;
            if (!tags.SequenceEqual(decided.Value!)) tags = decided.Value!;
        }

        var reaction = settings.DefaultReactionEmoji.IsPresent ? settings.DefaultReactionEmoji.Value : channel.DefaultReactionEmoji.Value;
        if (reaction?.EmojiId is { } emoji && settings.DefaultReactionEmoji.IsPresent && !emojis.ContainsKey(emoji)) return new Failure.UnknownEmoji();
        return channel with
        {
            AvailableTags = tags,
            DefaultReactionEmoji = new Optional<DefaultReactionPayload?>(true, reaction),
            DefaultSortOrder = new Optional<int?>(true, settings.DefaultSortOrder.IsPresent ? settings.DefaultSortOrder.Value : channel.DefaultSortOrder.Value),
            DefaultForumLayout = channel.Type != ChannelType.GuildForum ? null
                : settings.DefaultForumLayout.IsPresent ? settings.DefaultForumLayout.Value ?? 0
                : channel.DefaultForumLayout ?? 0,
        };
    }

    private static Result<ForumTagPayload[]> Tags(
        Dictionary<EmojiId, EmojiPayload> emojis, IReadOnlyList<ForumTagPayload> before, IReadOnlyList<TagFields> wanted, Func<Snowflake> nextId)
    {
        if (wanted.Count > Limits.TagsPerForum) return new Failure.TooManyTags();
        if (wanted.DistinctBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase).Count() != wanted.Count) return new Failure.TagNamesNotUnique();
        List<ForumTagPayload> tags = new(wanted.Count);
        foreach (var tag in wanted)
        {
            var old = tag.Id is { } id ? before.FirstOrDefault(known => known.Id == id) : null;
            if (tag.Id is not null && (old is null || tags.Any(known => known.Id == old.Id))) return new Failure.UnknownTag();
            if (tag.EmojiId is { } emoji && emoji != old?.EmojiId && !emojis.ContainsKey(emoji)) return new Failure.UnknownEmoji();
            tags.Add(new ForumTagPayload
            {
                Id = old?.Id ?? new ForumTagId(nextId()),
                Name = tag.Name,
                Moderated = tag.Moderated,
                EmojiId = tag.EmojiId,
                EmojiName = tag.EmojiName,
            });
        }

        return tags.ToArray();
    }

    private static Failure.InvalidForm Wrong(string field, string code, string message) => new([new FieldError(field, code, message)]);
}
