using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Components;
using Guildhall.Community.Guild;
using Guildhall.Community.PrivateChannels;

namespace Guildhall.Community.Interactions;

/// <summary>What the sessions of the person hear who has invoked an interaction; nobody else hears it.</summary>
internal static class InteractionEvents
{
    /// <summary>The application could not be reached, or is not there.</summary>
    public const int Unknown = 1;

    /// <summary>The application did not answer in time.</summary>
    public const int TimedOut = 2;

    public static void Created(GuildTurn turn, PendingInteraction pending) =>
        Tell(turn, pending.Token.User, DispatchCatalogue.InteractionCreate, new InteractionCreatedPayload(pending.Id, pending.Nonce), InteractionEventJson.Default.InteractionCreatedPayload);

    public static void Succeeded(GuildTurn turn, PendingInteraction pending)
    {
        CountAnswered(turn, pending);
        Tell(turn, pending.Token.User, DispatchCatalogue.InteractionSuccess, new InteractionSucceededPayload(pending.Id, pending.Nonce), InteractionEventJson.Default.InteractionSucceededPayload);
    }

    public static void Failed(GuildTurn turn, PendingInteraction pending, int reason)
    {
        turn.Services.Usage.Failed(pending.Token.Application, pending.Kind);
        Tell(turn, pending.Token.User, DispatchCatalogue.InteractionFailure, new InteractionFailedPayload(pending.Id, pending.Nonce, reason), InteractionEventJson.Default.InteractionFailedPayload);
    }

    public static async ValueTask Modal(GuildTurn turn, PendingInteraction pending, ModalPayload modal)
    {
        var application = pending.Application;
        var bot = turn.State.Users.GetValueOrDefault(application.Bot)
            ?? await turn.Services.Directory.Find(application.Bot, CancellationToken.None) ?? GuildState.DeletedUser(application.Bot);
        var shown = new ModalCreatedPayload(
            pending.Id,
            pending.Token.Channel,
            modal.CustomId,
            new IntegrationApplicationPayload(application.Id, application.Name, application.Description, bot) { Icon = application.Icon },
            modal.Title,
            modal.Components,
            pending.Nonce);
        Tell(turn, pending.Token.User, DispatchCatalogue.InteractionModalCreate, shown, InteractionEventJson.Default.ModalCreatedPayload);
    }

    public static void Completed(GuildTurn turn, PendingInteraction pending, IReadOnlyList<CommandChoicePayload> choices)
    {
        CountAnswered(turn, pending);
        Tell(
            turn,
            pending.Token.User,
            DispatchCatalogue.ApplicationCommandAutocompleteResponse,
            new AutocompletedPayload(choices, pending.Nonce),
            InteractionEventJson.Default.AutocompletedPayload);
    }

    /// <summary>An event for the sessions of one person, in a guild or in a private channel.</summary>
    public static void Tell<T>(GuildTurn turn, UserId user, GatewayEvent kind, T payload, JsonTypeInfo<T> json)
    {
        if (turn.State.IsPrivate) PrivateHouse.Tell(turn, user, kind, payload, json);
        else turn.TellUser(user, kind with { AnyOf = Intents.None }, payload, json);
    }

    private static void CountAnswered(GuildTurn turn, PendingInteraction pending) =>
        turn.Services.Usage.Answered(pending.Token.Application, pending.Kind, turn.Now - pending.Id.Value.CreatedAt);
}

/// <summary>INTERACTION_CREATE, to the person.</summary>
internal sealed record InteractionCreatedPayload(InteractionId Id, string? Nonce);

/// <summary>INTERACTION_SUCCESS.</summary>
internal sealed record InteractionSucceededPayload(
    InteractionId Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Nonce);

/// <summary>INTERACTION_FAILURE.</summary>
internal sealed record InteractionFailedPayload(InteractionId Id, string? Nonce, int ReasonCode);

/// <summary>INTERACTION_MODAL_CREATE.</summary>
internal sealed record ModalCreatedPayload(
    InteractionId Id,
    ChannelId ChannelId,
    string CustomId,
    IntegrationApplicationPayload Application,
    string Title,
    IReadOnlyList<ComponentPayload> Components,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Nonce);

/// <summary>APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE.</summary>
internal sealed record AutocompletedPayload(
    IReadOnlyList<CommandChoicePayload> Choices, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Nonce);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InteractionPayload))]
[JsonSerializable(typeof(InteractionCreatedPayload))]
[JsonSerializable(typeof(InteractionSucceededPayload))]
[JsonSerializable(typeof(InteractionFailedPayload))]
[JsonSerializable(typeof(ModalCreatedPayload))]
[JsonSerializable(typeof(AutocompletedPayload))]
[JsonSerializable(typeof(CallbackResponsePayload))]
[JsonSerializable(typeof(ApplicationWebhookPayload))]
[JsonSerializable(typeof(IReadOnlyList<InteractionOptionPayload>))]
internal sealed partial class InteractionEventJson : JsonSerializerContext;
