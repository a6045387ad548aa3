using Guildhall.Community.Edge;

namespace Guildhall.Community.Channels;

/// <summary>What a request says about a channel; absent fields are left as they are.</summary>
public sealed record ChannelFields
{
    private static readonly int[] Kinds =
    [
        (int)ChannelType.GuildText, (int)ChannelType.GuildVoice, (int)ChannelType.GuildCategory, (int)ChannelType.GuildAnnouncement,
        (int)ChannelType.GuildStageVoice, (int)ChannelType.GuildForum, (int)ChannelType.GuildMedia,
    ];

    public Optional<string> Name { get; init; }

    public Optional<int> Type { get; init; }

    public Optional<int> Position { get; init; }

    public Optional<string?> Topic { get; init; }

    public Optional<bool> Nsfw { get; init; }

    public Optional<int> RateLimitPerUser { get; init; }

    public Optional<ChannelId?> ParentId { get; init; }

    /// <summary>What only some kinds of channel have.</summary>
    public ChannelSettings Settings { get; init; } = new();

    public Optional<IReadOnlyList<OverwriteFields>> Overwrites { get; init; }

    /// <summary>Reads the fields; errors are noted in the form.</summary>
    public static ChannelFields Read(Form form) => new()
    {
        Name = form.Text("name", 1, Limits.ChannelNameMax),
        Type = form.ChoiceOrAbsent("type", Kinds),
        Position = form.IntOrAbsent("position", 0, int.MaxValue),
        Topic = form.NullableText("topic", 0, Limits.ForumTopicMax),
        Nsfw = form.IsNull("nsfw") ? false : form.Flag("nsfw"),
        RateLimitPerUser = form.IsNull("rate_limit_per_user") ? 0 : form.Int("rate_limit_per_user", 0, Limits.SlowmodeMaxSeconds),
        ParentId = form.Id<ChannelId>("parent_id"),
        Settings = ChannelSettings.Read(form),
        Overwrites = form.Parts("permission_overwrites", Limits.OverwritesPerChannel) is { } parts
            ? new Optional<IReadOnlyList<OverwriteFields>>(true, [.. parts.Select(OverwriteFields.Read)])
            : default,
    };
}

/// <summary>What a request says about one permission overwrite. <paramref name="Type"/> is null when the request leaves it open.</summary>
public sealed record OverwriteFields(OverwriteId Id, OverwriteType? Type, Permissions Allow, Permissions Deny)
{
    public static OverwriteFields Read(Form form)
    {
        var id = form.Id<OverwriteId>("id");
        if (id.Value is null) form.Required("id");
        return Read(form, id.Value ?? default);
    }

    public static OverwriteFields Read(Form form, OverwriteId id)
    {
        var type = form.ChoiceOrAbsent("type", (int)OverwriteType.Role, (int)OverwriteType.Member);
        var allow = form.Permissions("allow").Or(Permissions.None);
        var deny = form.Permissions("deny").Or(Permissions.None);
        return new OverwriteFields(id, type.IsPresent ? (OverwriteType)type.Value : null, allow, deny & ~allow);
    }
}
