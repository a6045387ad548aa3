using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>What a person acts on, found and read: the data for the application, what it names, and the message that the component is on.</summary>
internal sealed record InteractionOrigin(InteractionDataPayload Data, NamedIds Named)
{
    /// <summary>The message of a component, or of the component that a form was the answer to; null for commands.</summary>
    public StoredMessage? Source { get; init; }

    /// <summary>The interaction that a form was the answer to.</summary>
    public MessageInteraction? Trigger { get; init; }

    /// <summary>A component of a message in the channel, or of one that this person alone sees.</summary>
    public static async ValueTask<Result<InteractionOrigin>> OfComponent(GuildTurn turn, EnteredChannel entered, OpenInteraction open)
    {
        await ValueTask.CompletedTask;
        return new Failure.UnknownMessage();
    }

    /// <summary>A form that the application has shown this person.</summary>
    public static Result<InteractionOrigin> OfModal(GuildTurn turn, OpenInteraction open) => new Failure.UnknownInteraction();

    /// <summary>A message as this person sees it in a channel; null when it is not there for it.</summary>
    internal static async ValueTask<StoredMessage?> Find(GuildTurn turn, EnteredChannel entered, UserId user, MessageId id)
    {
        if (turn.Interactions.Ephemeral(id, turn.Now) is { } own) return own.User == user && own.Message.Channel == entered.Channel.Id ? own.Message : null;
        return await turn.Logs.Find(turn, entered.Channel.Id, id);
    }
}
