using System.Text.Json.Serialization;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Typing;

/// <summary>POST /channels/{channel_id}/typing: shows others for ten seconds that the caller is writing. Nothing is stored.</summary>
public static class TriggerTyping
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/typing", Handle, RouteOptions.Per(10, 5) with { MayBeLeftOut = true });

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.SendMessages, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!TextChannels.Includes(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
            var payload = new TypingStartPayload(
                Channel, turn.ShownGuild, Caller.User, turn.Now.ToUnixTimeSeconds(), turn.State.ShownMember(Caller.User));
            turn.PublishToViewers(
                Channel,
                GuildTurn.Encoded(DispatchCatalogue.TypingStart, payload, TypingJson.Default.TypingStartPayload) with { MayBeDropped = true });
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel));
    }
}

/// <summary>TYPING_START; the timestamp in Unix seconds.</summary>
public sealed record TypingStartPayload(ChannelId ChannelId, GuildId? GuildId, UserId UserId, long Timestamp, MemberPayload? Member);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TypingStartPayload))]
internal sealed partial class TypingJson : JsonSerializerContext;
