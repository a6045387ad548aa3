using System.Globalization;
using Guildhall.Community.Channels;
using Guildhall.Community.Edge;
using Guildhall.Community.Roles;

namespace Guildhall.Community.Guilds;

/// <summary>
/// What a new guild begins with: its settings, roles and channels. A request may bring roles and channels whose ids are
/// placeholders that name each other (the first role is @everyone); without channels there is a category with #general.
/// </summary>
public sealed record GuildPlan(GuildPayload Guild, IReadOnlyList<RolePayload> Roles, IReadOnlyList<ChannelPayload> Channels)
{
    private const int PlaceholderMax = int.MaxValue;
    private static readonly Dictionary<EmojiId, EmojiPayload> None = [];

    /// <summary>Reads the plan; errors are noted in the form.</summary>
    public static async ValueTask<GuildPlan> Read(Form form, GuildId id, UserId owner, CommunityServices house, CancellationToken cancel)
    {
        var name = form.RequiredText("name", Limits.GuildNameMin, Limits.GuildNameMax);
        if (name.Length == 0) return new GuildPlan(new GuildPayload { Id = id, Name = name, OwnerId = owner }, [], []);
        var fields = await GuildFields.Read(form, id, house, cancel);
        var roles = ReadRoles(form, id, house.Ids, out var roleIds);
        var channels = ReadChannels(form, id, house.Ids, roleIds, out var channelIds);
        if (channels.Count == 0) channels = Friendly(id, house.Ids);
        var system = channels.FirstOrDefault(channel => channel.Type == ChannelType.GuildText)?.Id;
        if (fields.SystemChannel.Value is { } placeholder)
        {
            system = channelIds.TryGetValue(placeholder.Value.Value, out var named) ? named : null;
            if (channels.Find(channel => channel.Id == system)?.Type != ChannelType.GuildText)
                form.Error("system_channel_id", "CHANNEL_INVALID", "Not a channel of this guild that can be used for this");
        }

        var guild = fields.ApplyTo(new GuildPayload { Id = id, Name = name, OwnerId = owner }) with
        {
            OwnerId = owner,
            Features = GuildFeatures.WithGiven([]),
            SystemChannelId = system,
            AfkChannelId = null,
            RulesChannelId = null,
            PublicUpdatesChannelId = null,
            SafetyAlertsChannelId = null,
        };
        return new GuildPlan(guild, roles, channels);
    }

    private static List<ChannelPayload> Friendly(GuildId guild, SnowflakeGenerator ids)
    {
        var category = new ChannelPayload { Id = new ChannelId(ids.Next()), Type = ChannelType.GuildCategory, GuildId = guild, Name = "Text Channels" };
        return
        [
            category,
            new ChannelPayload { Id = new ChannelId(ids.Next()), Type = ChannelType.GuildText, GuildId = guild, Name = "general", ParentId = category.Id },
        ];
    }

    private static List<RolePayload> ReadRoles(Form form, GuildId guild, SnowflakeGenerator ids, out Dictionary<ulong, RoleId> known)
    {
        known = [];
        var everyone = new RolePayload { Id = new RoleId(guild.Value), Name = "@everyone", Permissions = PermissionMath.Default };
        List<RolePayload> roles = [everyone];
        var parts = form.Parts("roles", Limits.RolesPerGuild) ?? [];
        for (var i = 0; i < parts.Count; i++)
        {
            var fields = RoleFields.ReadPlain(parts[i]);
            var role = i == 0
                ? everyone with { Permissions = fields.Permissions.Or(everyone.Permissions) }
                : fields.ApplyTo(new RolePayload { Id = new RoleId(ids.Next()), Name = "new role", Permissions = everyone.Permissions, Position = i });
            if (i == 0) roles[0] = role;
            else roles.Add(role);
            if (Placeholder(parts[i]) is { } placeholder && !known.TryAdd(placeholder, role.Id)) parts[i].Error("id", "BASE_TYPE_CHOICES", "Ids must differ.");
        }

        return roles;
    }

    private static List<ChannelPayload> ReadChannels(
        Form form, GuildId guild, SnowflakeGenerator ids, Dictionary<ulong, RoleId> roles, out Dictionary<ulong, ChannelId> known)
    {
        known = [];
        Dictionary<ChannelId, ChannelType> types = [];
        List<ChannelPayload> channels = [];
        var parts = form.Parts("channels", Limits.ChannelsPerGuild) ?? [];
        for (var i = 0; i < parts.Count; i++)
        {
            var fields = ChannelFields.Read(parts[i]);
            var type = (ChannelType)fields.Type.Value;
            var name = ChannelName.Normalised(type, fields.Name.Value ?? "");
            if (name.Length == 0) parts[i].Required("name");
            ChannelId? parent = null;
            if (fields.ParentId.Value is { } parentPlaceholder)
            {
                if (type != ChannelType.GuildCategory && known.TryGetValue(parentPlaceholder.Number, out var found) && types[found] == ChannelType.GuildCategory) parent = found;
                else parts[i].Error("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist");
            }

            var begun = new ChannelPayload
            {
                Id = new ChannelId(ids.Next()),
                Type = type,
                GuildId = guild,
                Name = name,
                Position = fields.Position.Or(i),
                ParentId = parent,
                PermissionOverwrites = Overwrites(parts[i], fields, roles),
            };
            var decided = ChannelKind.Apply(0, None, begun, fields, ids.Next);
            if (!decided.IsOk) parts[i].Error("", "BASE_TYPE_BAD_VALUE", decided.Failure.Message);
            var channel = decided.Value ?? begun;
            channels.Add(channel);
            types[channel.Id] = type;
            if (Placeholder(parts[i]) is { } placeholder && !known.TryAdd(placeholder, channel.Id)) parts[i].Error("id", "BASE_TYPE_CHOICES", "Ids must differ.");
        }

        return channels;
    }

    private static List<OverwritePayload> Overwrites(Form part, ChannelFields fields, Dictionary<ulong, RoleId> roles)
    {
        List<OverwritePayload> overwrites = [];
        foreach (var wanted in fields.Overwrites.Value ?? [])
        {
            if (roles.TryGetValue(wanted.Id.Number, out var role))
                overwrites.Add(new OverwritePayload(new OverwriteId(role.Value), OverwriteType.Role, wanted.Allow, wanted.Deny));
            else
                part.Error("permission_overwrites", "BASE_TYPE_CHOICES", $"No role has the id {wanted.Id.Number.ToString(CultureInfo.InvariantCulture)}.");
        }

        return overwrites;
    }

    private static ulong? Placeholder(Form part) =>
        part.Raw("id").ValueKind == System.Text.Json.JsonValueKind.String
            ? part.Id<RoleId>("id").Value?.Number
            : part.NullableInt("id", 0, PlaceholderMax).Value is { } number ? (ulong)number : null;
}
