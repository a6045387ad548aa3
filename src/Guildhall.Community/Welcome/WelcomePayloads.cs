using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Onboarding;

namespace Guildhall.Community.Welcome;

/// <summary>The welcome screen as the wire shows it.</summary>
public sealed record WelcomeScreenPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    public IReadOnlyList<WelcomeChannelPayload> WelcomeChannels { get; init; } = [];
}

/// <summary>A channel that the welcome screen points to.</summary>
public sealed record WelcomeChannelPayload(ChannelId ChannelId, string Description)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public EmojiId? EmojiId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EmojiName { get; init; }
}

/// <summary>The guide for new members: a greeting, things to do first, and channels to read.</summary>
public sealed record NewMemberWelcomePayload
{
    public required GuildId GuildId { get; init; }

    public bool Enabled { get; init; }

    public WelcomeMessagePayload? WelcomeMessage { get; init; }

    public IReadOnlyList<NewMemberActionPayload> NewMemberActions { get; init; } = [];

    public IReadOnlyList<ResourceChannelPayload> ResourceChannels { get; init; } = [];
}

/// <summary>Who greets, and how.</summary>
public sealed record WelcomeMessagePayload(IReadOnlyList<UserId> AuthorIds, string Message);

/// <summary>Something to do first in a channel: 0 look at it, 1 write there.</summary>
public sealed record NewMemberActionPayload(ChannelId ChannelId, int ActionType, string Title, string Description)
{
    public SettingsEmojiPayload? Emoji { get; init; }
}

/// <summary>A channel worth reading.</summary>
public sealed record ResourceChannelPayload(ChannelId ChannelId, string Title, string Description)
{
    public SettingsEmojiPayload? Emoji { get; init; }
}

/// <summary>Which of the first things a member has done, by channel.</summary>
public sealed record ActionsProgressPayload(GuildId GuildId, UserId UserId, IReadOnlyDictionary<string, ActionProgressPayload> ChannelActions);

public sealed record ActionProgressPayload(bool Completed);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WelcomeScreenPayload))]
[JsonSerializable(typeof(NewMemberWelcomePayload))]
[JsonSerializable(typeof(ActionsProgressPayload))]
internal sealed partial class WelcomeJson : JsonSerializerContext;

/// <summary>The records of a guild's welcomes; the id of each is the guild's.</summary>
internal static class WelcomeDocuments
{
    public static readonly GuildDocumentKind<WelcomeScreenPayload> Screen = new("welcome-screen", WelcomeJson.Default.WelcomeScreenPayload);
    public static readonly GuildDocumentKind<NewMemberWelcomePayload> Guide = new("new-member-welcome", WelcomeJson.Default.NewMemberWelcomePayload);
}
