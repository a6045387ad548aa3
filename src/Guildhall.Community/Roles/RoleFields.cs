using Guildhall.Community.Edge;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles;

/// <summary>What a request says about a role; absent fields are left as they are.</summary>
public sealed record RoleFields
{
    private const int ColorMax = 0xFFFFFF;
    private const int UnicodeEmojiMax = 100;

    public Optional<string> Name { get; init; }

    public Optional<Permissions> Permissions { get; init; }

    public Optional<RoleColorsPayload> Colors { get; init; }

    public Optional<bool> Hoist { get; init; }

    public Optional<bool> Mentionable { get; init; }

    public Optional<string?> Icon { get; init; }

    public Optional<string?> UnicodeEmoji { get; init; }

    /// <summary>Reads the fields and stores the icon; errors are noted in the form.</summary>
    public static async ValueTask<RoleFields> Read(Form form, RoleId role, CommunityServices house, CancellationToken cancel)
    {
        var icon = await ImageField.Read(form, "icon", $"role-icons/{role}", Limits.EmojiImageBytes, house, cancel);
        return ReadPlain(form) with { Icon = icon };
    }

    /// <summary>Reads the fields without the icon; errors are noted in the form.</summary>
    public static RoleFields ReadPlain(Form form)
    {
        return new RoleFields
        {
            Name = form.TextOrAbsent("name", 1, Limits.RoleNameMax),
            Permissions = form.Permissions("permissions"),
            Colors = ReadColors(form),
            Hoist = form.FlagOrAbsent("hoist"),
            Mentionable = form.FlagOrAbsent("mentionable"),
            UnicodeEmoji = form.NullableText("unicode_emoji", 1, UnicodeEmojiMax),
        };
    }

    /// <summary>The role with what the request says of it.</summary>
    public RolePayload ApplyTo(RolePayload role) => role with
    {
        Name = Name.Or(role.Name),
        Permissions = Permissions.Or(role.Permissions),
        Colors = Colors.Or(role.Colors),
        Color = Colors.Or(role.Colors).PrimaryColor,
        Hoist = Hoist.Or(role.Hoist),
        Mentionable = Mentionable.Or(role.Mentionable),
        Icon = Icon.Or(role.Icon),
        UnicodeEmoji = UnicodeEmoji.Or(role.UnicodeEmoji),
    };

    /// <summary>What differs between two forms of a role, for the audit log; from nothing when there is no before.</summary>
    public static IReadOnlyList<AuditChange> Changes(RolePayload? before, RolePayload? after) => AuditChange.List(
        AuditChange.Of("name", before?.Name, after?.Name),
        AuditChange.Of<object>("permissions", before?.Permissions, after?.Permissions),
        AuditChange.Of<object>("color", before?.Color, after?.Color),
        AuditChange.Of<object>("hoist", before?.Hoist, after?.Hoist),
        AuditChange.Of<object>("mentionable", before?.Mentionable, after?.Mentionable),
        AuditChange.Of("icon_hash", before?.Icon, after?.Icon),
        AuditChange.Of("unicode_emoji", before?.UnicodeEmoji, after?.UnicodeEmoji));

    // "color" is the older way to say "colors" with one colour.
    private static Optional<RoleColorsPayload> ReadColors(Form form)
    {
        var color = form.IntOrAbsent("color", 0, ColorMax);
        if (form.Part("colors") is { } colors)
        {
            return new RoleColorsPayload(colors.IntOrAbsent("primary_color", 0, ColorMax).Value)
            {
                SecondaryColor = colors.NullableInt("secondary_color", 0, ColorMax).Value,
                TertiaryColor = colors.NullableInt("tertiary_color", 0, ColorMax).Value,
            };
        }

        return color.IsPresent ? new RoleColorsPayload(color.Value) : default(Optional<RoleColorsPayload>);
    }
}
