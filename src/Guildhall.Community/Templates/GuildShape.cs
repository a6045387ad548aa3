using System.Text.Json;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;

namespace Guildhall.Community.Templates;

/// <summary>From a guild to its shape, and from a shape to the plan of a new guild. Members, messages, bots' roles and overwrites for members stay behind.</summary>
internal static class GuildShape
{
    public static TemplateGuildPayload Of(GuildState state)
    {
        var guild = state.Guild;
        RolePayload[] roles = [.. state.Roles.Values.Where(role => !role.Managed).OrderBy(role => role.Id != state.EveryoneRole).ThenBy(role => role.Position).ThenBy(role => role.Id.Number)];
        ChannelPayload[] channels = [.. state.Channels.Values.Where(IsShaped).OrderBy(channel => channel.Type != ChannelType.GuildCategory).ThenBy(channel => channel.Position).ThenBy(channel => channel.Id.Number)];
        var roleNumbers = roles.Select((role, index) => (role.Id.Number, index)).ToDictionary(pair => pair.Number, pair => pair.index);
        var channelNumbers = channels.Select((channel, index) => (channel.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index + 1);
        return new TemplateGuildPayload
        {
            Name = guild.Name,
            Description = guild.Description,
            VerificationLevel = guild.VerificationLevel,
            DefaultMessageNotifications = guild.DefaultMessageNotifications,
            ExplicitContentFilter = guild.ExplicitContentFilter,
            PreferredLocale = guild.PreferredLocale,
            AfkChannelId = Numbered(guild.AfkChannelId, channelNumbers),
            AfkTimeout = guild.AfkTimeout,
            SystemChannelId = Numbered(guild.SystemChannelId, channelNumbers),
            SystemChannelFlags = guild.SystemChannelFlags,
            Roles = [.. roles.Select((role, index) => Of(role, index))],
            Channels = [.. channels.Select(channel => Of(channel, channelNumbers, roleNumbers))],
        };
    }

    /// <summary>The plan of a new guild of this shape.</summary>
    public static GuildPlan ToPlan(TemplateGuildPayload shape, GuildId id, UserId owner, string name, string? icon, SnowflakeGenerator ids)
    {
        var roleIds = shape.Roles.ToDictionary(role => (ulong)role.Id, role => role.Id == 0 ? new RoleId(id.Value) : new RoleId(ids.Next()));
        var channelIds = shape.Channels.ToDictionary(channel => (ulong)channel.Id, _ => new ChannelId(ids.Next()));
        var guild = new GuildPayload
        {
            Id = id,
            Name = name,
            OwnerId = owner,
            Icon = icon,
            Description = shape.Description,
            Features = GuildFeatures.WithGiven([]),
            VerificationLevel = shape.VerificationLevel,
            DefaultMessageNotifications = shape.DefaultMessageNotifications,
            ExplicitContentFilter = shape.ExplicitContentFilter,
            PreferredLocale = shape.PreferredLocale,
            AfkTimeout = shape.AfkTimeout,
            AfkChannelId = Found(shape.AfkChannelId, channelIds),
            SystemChannelId = Found(shape.SystemChannelId, channelIds),
            SystemChannelFlags = shape.SystemChannelFlags,
        };
        return new GuildPlan(
            guild,
            [.. shape.Roles.Select((role, index) => Made(role, roleIds, index))],
            [.. shape.Channels.Select(channel => Made(channel, id, channelIds, roleIds))]);
    }

    /// <summary>True when both say the same.</summary>
    public static bool IsSame(TemplateGuildPayload one, TemplateGuildPayload other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, TemplateJson.Default.TemplateGuildPayload).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, TemplateJson.Default.TemplateGuildPayload));

    // Threads are conversations, not shape.
    private static bool IsShaped(ChannelPayload channel) =>
        channel.Type is ChannelType.GuildText or ChannelType.GuildVoice or ChannelType.GuildCategory or ChannelType.GuildAnnouncement
            or ChannelType.GuildStageVoice or ChannelType.GuildForum or ChannelType.GuildMedia;

    private static TemplateRolePayload Of(RolePayload role, int number) => new()
    {
        Id = number,
        Name = role.Name,
        Permissions = role.Permissions,
        Color = role.Color,
        Colors = role.Colors,
        Hoist = role.Hoist,
        Mentionable = role.Mentionable,
        UnicodeEmoji = role.UnicodeEmoji,
    };

    private static TemplateChannelPayload Of(ChannelPayload channel, Dictionary<ChannelId, int> channels, Dictionary<ulong, int> roles) => new()
    {
        Id = channels[channel.Id],
        Type = channel.Type,
        Name = channel.Name,
        Position = channel.Position,
        Topic = channel.Topic,
        Nsfw = channel.Nsfw,
        RateLimitPerUser = channel.RateLimitPerUser ?? 0,
        ParentId = Numbered(channel.ParentId, channels),
        PermissionOverwrites =
        [
            .. channel.PermissionOverwrites
                .Where(overwrite => overwrite.Type == OverwriteType.Role && roles.ContainsKey(overwrite.Id.Number))
                .Select(overwrite => overwrite with { Id = new OverwriteId(new Snowflake((ulong)roles[overwrite.Id.Number])) }),
        ],
    };

    private static RolePayload Made(TemplateRolePayload role, Dictionary<ulong, RoleId> ids, int position) => new()
    {
        Id = ids[(ulong)role.Id],
        Name = role.Name,
        Permissions = role.Permissions & Permissions.All,
        Position = position,
        Color = role.Color,
        Colors = role.Colors,
        Hoist = role.Hoist,
        Mentionable = role.Mentionable,
        UnicodeEmoji = role.UnicodeEmoji,
    };

    private static ChannelPayload Made(TemplateChannelPayload channel, GuildId guild, Dictionary<ulong, ChannelId> channels, Dictionary<ulong, RoleId> roles) => new()
    {
        Id = channels[(ulong)channel.Id],
        Type = channel.Type,
        GuildId = guild,
        Name = channel.Name,
        Position = channel.Position,
        Topic = channel.Topic,
        Nsfw = channel.Nsfw,
        RateLimitPerUser = channel.Type == ChannelType.GuildCategory ? null : channel.RateLimitPerUser,
        ParentId = Found(channel.ParentId, channels),
        PermissionOverwrites = [.. channel.PermissionOverwrites.Select(overwrite => overwrite with { Id = new OverwriteId(roles[overwrite.Id.Number].Value) })],
    };

    private static ChannelId? Numbered(ChannelId? channel, Dictionary<ChannelId, int> numbers) =>
        channel is { } id && numbers.TryGetValue(id, out var number) ? new ChannelId((ulong)number) : null;

    private static ChannelId? Found(ChannelId? number, Dictionary<ulong, ChannelId> ids) =>
        number is { } known && ids.TryGetValue(known.Number, out var id) ? id : null;
}
