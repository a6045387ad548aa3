using Guildhall.Protocol;

namespace Guildhall.Storage.Messages;

/// <summary>A message as it was when somebody forwarded it. Its files are copies that belong to the forward.</summary>
public sealed record MessageSnapshot
{
    public MessageType Type { get; init; }

    public string Content { get; init; } = "";

    public MessageFlags Flags { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public IReadOnlyList<UserId>? MentionUsers { get; init; }

    public IReadOnlyList<RoleId>? MentionRoles { get; init; }

    public IReadOnlyList<AttachmentPayload>? Attachments { get; init; }

    public IReadOnlyList<EmbedPayload>? Embeds { get; init; }

    public IReadOnlyList<ComponentPayload>? Components { get; init; }
}
