using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Onboarding;

/// <summary>What newcomers are asked and shown: on the wire, and as it is stored.</summary>
public sealed record OnboardingPayload
{
    /// <summary>Counts only the default channels towards the requirements.</summary>
    public const int ModeDefault = 0;

    /// <summary>Counts the channels of the prompts too.</summary>
    public const int ModeAdvanced = 1;

    public required GuildId GuildId { get; init; }

    public IReadOnlyList<PromptPayload> Prompts { get; init; } = [];

    public IReadOnlyList<ChannelId> DefaultChannelIds { get; init; } = [];

    public bool Enabled { get; init; }

    public int Mode { get; init; }

    public bool BelowRequirements { get; init; }

    /// <summary>What the caller has answered; only in the caller's own view.</summary>
    public IReadOnlyList<PromptOptionId>? Responses { get; init; }
}

/// <summary>A question with its options.</summary>
public sealed record PromptPayload
{
    public required PromptId Id { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<PromptOptionPayload> Options { get; init; } = [];

    public bool SingleSelect { get; init; }

    public bool Required { get; init; }

    public bool InOnboarding { get; init; }

    /// <summary>0 several to choose from, 1 a drop-down list.</summary>
    public int Type { get; init; }
}

/// <summary>An answer that may be given, and what it brings.</summary>
public sealed record PromptOptionPayload
{
    public required PromptOptionId Id { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public SettingsEmojiPayload Emoji { get; init; } = new(null, null, false);

    public IReadOnlyList<RoleId> RoleIds { get; init; } = [];

    public IReadOnlyList<ChannelId> ChannelIds { get; init; } = [];
}

/// <summary>An emoji beside a title; all null for none.</summary>
public sealed record SettingsEmojiPayload(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] EmojiId? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Name,
    bool Animated);

/// <summary>What a member has answered.</summary>
public sealed record OnboardingResponsesPayload(GuildId GuildId, UserId UserId, IReadOnlyList<PromptOptionId> OnboardingResponses)
{
    public IReadOnlyDictionary<string, long> OnboardingPromptsSeen { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> OnboardingResponsesSeen { get; init; } = new Dictionary<string, long>();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OnboardingPayload))]
[JsonSerializable(typeof(OnboardingResponsesPayload))]
[JsonSerializable(typeof(IReadOnlyList<PromptOptionPayload>))]
internal sealed partial class OnboardingJson : JsonSerializerContext;

/// <summary>The one record of a guild's onboarding; its id is the guild's.</summary>
internal static class OnboardingDocuments
{
    public static readonly GuildDocumentKind<OnboardingPayload> Kind = new("onboarding", OnboardingJson.Default.OnboardingPayload);
}
