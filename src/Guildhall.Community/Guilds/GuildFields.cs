using Guildhall.Community.Edge;

namespace Guildhall.Community.Guilds;

/// <summary>What a request says about a guild; absent fields are left as they are.</summary>
public sealed record GuildFields
{
    private const int DescriptionMax = 300;
    private const int FeaturesMax = 100;

    /// <summary>Every bit of system_channel_flags that means something.</summary>
    private const int SystemChannelFlagsMax = (1 << 6) - 1;

    private static readonly HashSet<string> Locales =
    [
        "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
        "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
    ];

    public Optional<string> Name { get; init; }

    public Optional<string?> Description { get; init; }

    public Optional<string?> Icon { get; init; }

    public Optional<string?> Splash { get; init; }

    public Optional<string?> DiscoverySplash { get; init; }

    public Optional<string?> Banner { get; init; }

    public Optional<string?> HomeHeader { get; init; }

    public Optional<UserId> Owner { get; init; }

    public Optional<int> VerificationLevel { get; init; }

    public Optional<int> DefaultMessageNotifications { get; init; }

    public Optional<int> ExplicitContentFilter { get; init; }

    public Optional<int> AfkTimeout { get; init; }

    public Optional<int> SystemChannelFlags { get; init; }

    public Optional<string> PreferredLocale { get; init; }

    public Optional<bool> PremiumProgressBar { get; init; }

    public Optional<ChannelId?> AfkChannel { get; init; }

    public Optional<ChannelId?> SystemChannel { get; init; }

    public Optional<ChannelId?> RulesChannel { get; init; }

    public Optional<ChannelId?> UpdatesChannel { get; init; }

    public Optional<ChannelId?> SafetyAlertsChannel { get; init; }

    public Optional<IReadOnlyList<string>> Features { get; init; }

    /// <summary>Reads the fields and stores the pictures; errors are noted in the form.</summary>
    public static async ValueTask<GuildFields> Read(Form form, GuildId guild, CommunityServices house, CancellationToken cancel)
    {
        var owner = form.Id<UserId>("owner_id");
        var fields = new GuildFields
        {
            Name = form.Text("name", Limits.GuildNameMin, Limits.GuildNameMax),
            Description = form.NullableText("description", 0, DescriptionMax),
            Owner = owner.Value is { } id ? id : default(Optional<UserId>),
            VerificationLevel = form.ChoiceOrAbsent("verification_level", 0, 1, 2, 3, 4),
            DefaultMessageNotifications = form.ChoiceOrAbsent("default_message_notifications", 0, 1),
            ExplicitContentFilter = form.ChoiceOrAbsent("explicit_content_filter", 0, 1, 2),
            AfkTimeout = form.ChoiceOrAbsent("afk_timeout", 60, 300, 900, 1_800, 3_600),
            SystemChannelFlags = form.IntOrAbsent("system_channel_flags", 0, SystemChannelFlagsMax),
            PreferredLocale = ReadLocale(form),
            PremiumProgressBar = form.FlagOrAbsent("premium_progress_bar_enabled"),
            AfkChannel = form.Id<ChannelId>("afk_channel_id"),
            SystemChannel = form.Id<ChannelId>("system_channel_id"),
            RulesChannel = form.Id<ChannelId>("rules_channel_id"),
            UpdatesChannel = form.Id<ChannelId>("public_updates_channel_id"),
            SafetyAlertsChannel = form.Id<ChannelId>("safety_alerts_channel_id"),
            Features = ReadFeatures(form),
        };
        ValueTask<Optional<string?>> Image(string name, string folder) =>
            ImageField.Read(form, name, folder, Limits.ImageBytes, house, cancel);
        return fields with
        {
            Icon = await Image("icon", GuildImages.Icons(guild)),
            Splash = await Image("splash", GuildImages.Splashes(guild)),
            DiscoverySplash = await Image("discovery_splash", GuildImages.DiscoverySplashes(guild)),
            Banner = await Image("banner", GuildImages.Banners(guild)),
            HomeHeader = await Image("home_header", GuildImages.HomeHeaders(guild)),
        };
    }

    /// <summary>The guild with what the request says of it.</summary>
    public GuildPayload ApplyTo(GuildPayload guild) => guild with
    {
        Name = Name.Or(guild.Name),
        Description = Description.IsPresent ? (Description.Value is { Length: > 0 } text ? text : null) : guild.Description,
        Icon = Icon.Or(guild.Icon),
        Splash = Splash.Or(guild.Splash),
        DiscoverySplash = DiscoverySplash.Or(guild.DiscoverySplash),
        Banner = Banner.Or(guild.Banner),
        HomeHeader = HomeHeader.Or(guild.HomeHeader),
        OwnerId = Owner.Or(guild.OwnerId),
        VerificationLevel = VerificationLevel.Or(guild.VerificationLevel),
        DefaultMessageNotifications = DefaultMessageNotifications.Or(guild.DefaultMessageNotifications),
        ExplicitContentFilter = ExplicitContentFilter.Or(guild.ExplicitContentFilter),
        AfkTimeout = AfkTimeout.Or(guild.AfkTimeout),
        SystemChannelFlags = SystemChannelFlags.Or(guild.SystemChannelFlags),
        PreferredLocale = PreferredLocale.Or(guild.PreferredLocale),
        PremiumProgressBarEnabled = PremiumProgressBar.Or(guild.PremiumProgressBarEnabled),
        AfkChannelId = AfkChannel.Or(guild.AfkChannelId),
        SystemChannelId = SystemChannel.Or(guild.SystemChannelId),
        RulesChannelId = RulesChannel.Or(guild.RulesChannelId),
        PublicUpdatesChannelId = UpdatesChannel.Or(guild.PublicUpdatesChannelId),
        SafetyAlertsChannelId = SafetyAlertsChannel.Or(guild.SafetyAlertsChannelId),
        Features = Features.IsPresent ? GuildFeatures.Chosen(guild.Features, Features.Value) : guild.Features,
    };

    private static Optional<string> ReadLocale(Form form)
    {
        var locale = form.TextOrAbsent("preferred_locale", 1, 16);
        if (locale.IsPresent && !Locales.Contains(locale.Value))
            form.Error("preferred_locale", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Locales)}}}.");
        return locale;
    }

    private static Optional<IReadOnlyList<string>> ReadFeatures(Form form)
    {
        var raw = form.Raw("features");
        if (raw.ValueKind is System.Text.Json.JsonValueKind.Undefined or System.Text.Json.JsonValueKind.Null) return default;
        if (raw.ValueKind != System.Text.Json.JsonValueKind.Array || raw.GetArrayLength() > FeaturesMax)
        {
            form.Error("features", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return default;
        }

        return new Optional<IReadOnlyList<string>>(
            true, [.. raw.EnumerateArray().Where(item => item.ValueKind == System.Text.Json.JsonValueKind.String).Select(Form.StringOf).OfType<string>()]);
    }
}
