using Guildhall.Community.Components;
using Guildhall.Community.Edge;
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
        var (user, application) = (open.Caller.User, open.Call.Application);
        if (await Find(turn, entered, user, open.Call.Message!.Value) is not { } message) return new Failure.UnknownMessage();
        if (message.Author != application.Bot && message.Extra?.Application != application.Id) return new Failure.UnknownMessage();
        var read = ComponentClick.Read(DataOf(open), message);
        if (!read.IsOk) return read.Failure;
        // What is used is not forgotten yet.
        if (InteractionMessages.IsEphemeral(message)) turn.Interactions.Put(turn, message, user, turn.Now + InteractionToken.GoodFor);
        return new InteractionOrigin(read.Value.Data, read.Value.Named) { Source = message };
    }

    /// <summary>A form that the application has shown this person.</summary>
    public static async ValueTask<Result<InteractionOrigin>> OfModal(GuildTurn turn, EnteredChannel entered, OpenInteraction open)
    {
        var data = DataOf(open);
        if (data.Id<InteractionId>("id").Value is not { } id)
        {
            if (!data.Has("id") || data.IsNull("id")) data.Required("id");
            return data.Failure!;
        }

        var shown = turn.Interactions.Find(id, turn.Now);
        if (shown?.Modal is null || shown.Token != open.TokenOf(shown.Id, entered.Guild.Id)) return new Failure.UnknownInteraction();
        var read = ModalSubmit.Read(data, shown.Modal, open.Call.Files);
        if (!read.IsOk) return read.Failure;
        var source = shown.Source is { } message ? await Find(turn, entered, open.Caller.User, message) : null;
        return new InteractionOrigin(read.Value.Data, read.Value.Named) { Source = source, Trigger = shown.Facts };
    }

    /// <summary>A message as this person sees it in a channel; null when it is not there for it.</summary>
    internal static async ValueTask<StoredMessage?> Find(GuildTurn turn, EnteredChannel entered, UserId user, MessageId id)
    {
        if (turn.Interactions.Ephemeral(id, turn.Now) is { } own) return own.User == user && own.Message.Channel == entered.Channel.Id ? own.Message : null;
        return await turn.Logs.Find(turn, entered.Channel.Id, id);
    }

    private static Form DataOf(OpenInteraction open) => new Form(open.Call.Body!.Value).Part("data")!;
}
