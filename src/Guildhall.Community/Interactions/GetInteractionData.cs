using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Interactions;

/// <summary>GET /channels/{channel_id}/messages/{message_id}/interaction-data: which command a message answers, and with which options it was called.</summary>
public static class GetInteractionData
{
    public static void Map(ApiRoutes api) =>
        api.Get("/channels/{channel_id}/messages/{message_id}/interaction-data", Handle, new RouteOptions { PeopleOnly = true, Limit = 10 });

    /// <summary>What a message remembers of the command it answers.</summary>
    public sealed record Called(ApplicationId Application, GuildId? Guild, CommandId Command, JsonElement? Options);

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<Called>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Called>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await InteractionOrigin.Find(turn, entry.Value!, Caller.User, Message) is not { } message) return new Failure.UnknownMessage();
            return message.Extra is { Application: { } application, Interaction: { Command: { } command } interaction }
                ? new Called(application, turn.ShownGuild, command, interaction.Options)
                : new Failure.UnknownInteraction();
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        var (house, cancel) = (request.House, request.Cancel);
        var found = await house.Guilds.Ask(channel, new Command(channel, message, request.Caller), cancel);
        if (!found.IsOk) return found.Failure;
        var called = found.Value!;
        var command = await house.Commands.Find(called.Application, called.Command, called.Guild, house.Users, cancel);
        if (!command.IsOk) return command.Failure;
        var shown = new CalledCommandPayload(command.Value!.Id, command.Value.Type, command.Value.Name, command.Value) { Options = called.Options };
        return ApiAnswer.Json(shown, CalledCommandJson.Default.CalledCommandPayload);
    }
}

/// <summary>A command as it was called.</summary>
public sealed record CalledCommandPayload(CommandId Id, int Type, string Name, CommandPayload ApplicationCommand)
{
    public JsonElement? Options { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalledCommandPayload))]
internal sealed partial class CalledCommandJson : JsonSerializerContext;
