namespace Guildhall.Community.User.Settings;

/// <summary>Every setting of a user but the status and the language, which the account keeps itself.</summary>
internal static class SettingsTable
{
    private const int AfkSecondsMax = 86_400;
    private const int OffsetMinutesMax = 14 * 60;

    public static readonly SettingField[] All =
    [
        SettingField.Guilds("activity_restricted_guild_ids"),
        SettingField.Guilds("activity_joining_restricted_guild_ids"),
        SettingField.Number("afk_timeout", 600, 0, AfkSecondsMax),
        SettingField.Flag("allow_accessibility_detection", true),
        SettingField.Flag("allow_activity_party_privacy_friends", true),
        SettingField.Flag("allow_activity_party_privacy_voice_channel", true),
        SettingField.Flag("animate_emoji", true),
        SettingField.Number("animate_stickers", 0, 0, 2),
        SettingField.Flag("contact_sync_enabled", false),
        SettingField.Flag("convert_emoticons", true),
        SettingField.CustomStatus("custom_status"),
        SettingField.Flag("default_guilds_restricted", false),
        SettingField.Flag("detect_platform_accounts", false),
        SettingField.Flag("developer_mode", false),
        SettingField.Flag("disable_games_tab", false),
        SettingField.Flag("enable_tts_command", true),
        SettingField.Number("explicit_content_filter", 0, 0, 2),
        SettingField.Number("friend_discovery_flags", 0, 0, int.MaxValue),
        SettingField.FriendSources("friend_source_flags"),
        SettingField.Flag("gif_auto_play", true),
        SettingField.Folders("guild_folders"),
        SettingField.Flag("inline_attachment_media", true),
        SettingField.Flag("inline_embed_media", true),
        SettingField.Flag("message_display_compact", false),
        SettingField.Flag("native_phone_integration_enabled", false),
        SettingField.Flag("passwordless", false),
        SettingField.Flag("render_embeds", true),
        SettingField.Flag("render_reactions", true),
        SettingField.Guilds("restricted_guilds"),
        SettingField.Flag("show_current_game", true),
        SettingField.Number("slayer_sdk_receive_dms_in_game", 0, 0, int.MaxValue),
        SettingField.Number("soundboard_volume", 100, 0, 100),
        SettingField.Flag("stream_notifications_enabled", true),
        SettingField.OneOf("theme", "dark", "light", "darker", "midnight", "unset"),
        SettingField.Number("timezone_offset", 0, -OffsetMinutesMax, OffsetMinutesMax),
        SettingField.Flag("view_nsfw_commands", false),
        SettingField.Flag("view_nsfw_guilds", false),
    ];
}
