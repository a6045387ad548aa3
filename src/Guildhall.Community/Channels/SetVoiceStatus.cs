using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>PUT /channels/{channel_id}/voice-status: what a voice channel says of itself. Who is not connected to it needs MANAGE_CHANNELS besides.</summary>
public static class SetVoiceStatus
{
    /// <summary>The statuses by channel.</summary>
    internal static readonly GuildDocumentKind<VoiceStatus> Kind = new("voice_status", VoiceStatusJson.Default.VoiceStatus);

    public static void Map(ApiRoutes api) => api.Put("/channels/{channel_id}/voice-status", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ChannelId Channel, string? Status, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var isThere = turn.State.Voice.Of(Caller.User)?.Channel == Channel;
            var entry = turn.State.Enter(Channel, Caller, Permissions.SetVoiceChannelStatus | (isThere ? Permissions.None : Permissions.ManageChannels), turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.Channel.Type != ChannelType.GuildVoice) return new Failure.CannotExecuteOnChannelType();
            var before = turn.State.Documents.Find(Kind, Channel.Number)?.Status;
            if (before == Status) return Nothing.Value;
            Apply(turn, Channel, Status);
            turn.Audit(
                Status is null ? AuditAction.VoiceChannelStatusDelete : AuditAction.VoiceChannelStatusCreate,
                Caller,
                Channel.ToString(),
                AuditChange.List(AuditChange.Of("status", before, Status)),
                new AuditOptions { ChannelId = Channel.ToString() });
            return Nothing.Value;
        }
    }

    /// <summary>Nobody is in a channel any more: what it said of itself goes too.</summary>
    internal static void Emptied(GuildTurn turn, ChannelId channel)
    {
        if (turn.State.Documents.Find(Kind, channel.Number) is not null) Apply(turn, channel, null);
    }

    private static void Apply(GuildTurn turn, ChannelId channel, string? status)
    {
        if (status is null) turn.Remove(Kind, channel.Number);
        else turn.Put(Kind, channel.Number, new VoiceStatus(status));
        turn.Log("VOICE_CHANNEL_STATUS_UPDATE", LogFacts.Channel(channel));
        turn.TellViewers(
            channel,
            DispatchCatalogue.VoiceChannelStatusUpdate,
            new VoiceStatusPayload(channel, turn.GuildId, status),
            VoiceStatusJson.Default.VoiceStatusPayload);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var status = form.Value!.NullableText("status", 0, Limits.VoiceStatusMax).Value;
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var command = new Command(channel, string.IsNullOrEmpty(status) ? null : status, request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, command, request.Cancel));
    }
}

/// <summary>As stored.</summary>
public sealed record VoiceStatus(string Status);

/// <summary>VOICE_CHANNEL_STATUS_UPDATE.</summary>
public sealed record VoiceStatusPayload(
    ChannelId Id, GuildId GuildId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Status);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoiceStatus))]
[JsonSerializable(typeof(VoiceStatusPayload))]
internal sealed partial class VoiceStatusJson : JsonSerializerContext;
