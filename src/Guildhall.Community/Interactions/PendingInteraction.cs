using Guildhall.Community.Components;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>An interaction between its opening and the end of its token, as the guild's actor remembers it. Belongs to the actor alone.</summary>
internal sealed class PendingInteraction(InteractionToken token, InteractionKind kind)
{
    public InteractionToken Token => token;

    public InteractionId Id => token.Id;

    public InteractionKind Kind => kind;

    /// <summary>The application as the modal's event shows it.</summary>
    public required InteractionApplication Application { get; init; }

    /// <summary>What answers remember of it.</summary>
    public required MessageInteraction Facts { get; init; }

    /// <summary>As the client gave it; null for none.</summary>
    public string? Nonce { get; init; }

    /// <summary>True when every answer is for the invoking user's eyes alone, whatever the application wants.</summary>
    public bool IsForcedEphemeral { get; init; }

    /// <summary>The message that the component is on, or that the modal's component was on; null for commands.</summary>
    public MessageId? Source { get; init; }

    /// <summary>The person's language.</summary>
    public string Locale { get; init; } = "en-US";

    /// <summary>The type of the option that is being completed; null unless one is.</summary>
    public int? FocusedType { get; init; }

    public bool IsAnswered { get; set; }

    /// <summary>The first answer; null while there is none.</summary>
    public MessageId? Original { get; set; }

    /// <summary>True while the first answer only says that there will be one.</summary>
    public bool IsLoading { get; set; }

    /// <summary>The form that was shown; null for none.</summary>
    public ModalPayload? Modal { get; set; }

    public int FollowUps { get; set; }

    /// <summary>When an unanswered one has failed.</summary>
    public DateTimeOffset AnswerUntil => Id.Value.CreatedAt + InteractionMemory.AnswerWithin;

    public DateTimeOffset GoodUntil => Id.Value.CreatedAt + InteractionToken.GoodFor;
}

/// <summary>A message that only one user sees. It is in memory alone.</summary>
internal sealed class EphemeralMessage(StoredMessage message, UserId user, DateTimeOffset until)
{
    public StoredMessage Message { get; set; } = message;

    /// <summary>Who sees it.</summary>
    public UserId User => user;

    /// <summary>Forgotten then; later when its components are used.</summary>
    public DateTimeOffset Until { get; set; } = until;
}
