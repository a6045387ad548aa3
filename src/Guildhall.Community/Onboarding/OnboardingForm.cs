using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Reactions;

namespace Guildhall.Community.Onboarding;

/// <summary>What a request says about onboarding; absent fields are left as they are.</summary>
public sealed record OnboardingForm
{
    private const int PromptsMax = 15;
    private const int OptionsMax = 50;
    private const int GivenMax = 50;
    private const int PromptTitleMax = 100;
    private const int OptionTitleMax = 50;
    private const int OptionDescriptionMax = 100;
    private const int EmojiNameMax = 100;

    public Optional<IReadOnlyList<PromptPayload>> Prompts { get; init; }

    public Optional<IReadOnlyList<ChannelId>> DefaultChannels { get; init; }

    public Optional<bool> Enabled { get; init; }

    public Optional<int> Mode { get; init; }

    /// <summary>Reads the fields; errors are noted in the form.</summary>
    public static OnboardingForm Read(Form form) => new()
    {
        Prompts = form.Parts("prompts", PromptsMax) is { } parts
            ? new Optional<IReadOnlyList<PromptPayload>>(true, [.. parts.Select(ReadPrompt)])
            : default,
        DefaultChannels = form.Ids<ChannelId>("default_channel_ids", Limits.ChannelsPerGuild),
        Enabled = form.FlagOrAbsent("enabled"),
        Mode = form.ChoiceOrAbsent("mode", OnboardingPayload.ModeDefault, OnboardingPayload.ModeAdvanced),
    };

    private static PromptPayload ReadPrompt(Form form)
    {
        var id = form.Id<PromptId>("id");
        if (id.Value is null) form.Required("id");
        var options = form.Parts("options", OptionsMax) ?? [];
        if (options.Count == 0) form.Error("options", "BASE_TYPE_BAD_LENGTH", string.Create(CultureInfo.InvariantCulture, $"Must be between 1 and {OptionsMax} in length."));
        return new PromptPayload
        {
            Id = id.Value ?? default,
            Title = form.RequiredText("title", 1, PromptTitleMax),
            Options = [.. options.Select(ReadOption)],
            SingleSelect = form.FlagOrAbsent("single_select").Value,
            Required = form.FlagOrAbsent("required").Value,
            InOnboarding = form.FlagOrAbsent("in_onboarding").Value,
            Type = form.ChoiceOrAbsent("type", 0, 1).Value,
        };
    }

    private static PromptOptionPayload ReadOption(Form form) => new()
    {
        Id = form.Id<PromptOptionId>("id").Value ?? default,
        Title = form.RequiredText("title", 1, OptionTitleMax),
        Description = form.NullableText("description", 0, OptionDescriptionMax).Value ?? "",
        Emoji = ReadEmoji(form),
        RoleIds = form.Ids<RoleId>("role_ids", GivenMax).Value ?? [],
        ChannelIds = form.Ids<ChannelId>("channel_ids", GivenMax).Value ?? [],
    };

    /// <summary>An emoji by emoji_id or emoji_name; the name of a custom one is the guild's to say.</summary>
    internal static SettingsEmojiPayload ReadEmoji(Form form)
    {
        var id = form.Id<EmojiId>("emoji_id").Value;
        var name = form.NullableText("emoji_name", 0, EmojiNameMax).Value;
        var isAnimated = form.FlagOrAbsent("emoji_animated").Value;
        if (id is not null) return new SettingsEmojiPayload(id, name, isAnimated);
        if (string.IsNullOrEmpty(name)) return new SettingsEmojiPayload(null, null, false);
        if (ReactionEmoji.Parse(name) is not { IsCustom: false })
            form.Error("emoji_name", "INVALID_EMOJI", "Invalid Emoji");
        return new SettingsEmojiPayload(null, name, false);
    }
}
