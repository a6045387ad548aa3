using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>Which category a channel may be in.</summary>
internal static class ChannelParent
{
    /// <summary>Null when the channel may be put there, else an error at <paramref name="field"/>.</summary>
    public static Failure? Refuse(GuildState guild, ChannelType type, ChannelId? current, ChannelId? wanted, string field = "parent_id")
    {
        if (wanted is not { } parentId || wanted == current) return null;
        if (type == ChannelType.GuildCategory)
            return Error(field, "CHANNEL_PARENT_INVALID_TYPE", "Categories cannot be in a category");
        if (!guild.Channels.TryGetValue(parentId, out var parent)) return Error(field, "CHANNEL_PARENT_INVALID", "Category does not exist");
        if (parent.Type != ChannelType.GuildCategory) return Error(field, "CHANNEL_PARENT_INVALID_TYPE", "Not a category");
        return guild.Channels.Values.Count(channel => channel.ParentId == parentId) >= Limits.ChannelsPerCategory
            ? Error(field, "CHANNEL_PARENT_MAX_CHANNELS", $"Maximum number of channels in category reached ({Limits.ChannelsPerCategory})")
            : null;
    }

    private static Failure.InvalidForm Error(string field, string code, string message) => new([new FieldError(field, code, message)]);
}
