using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.StageInstances;

namespace Guildhall.Community.VoiceStates;

/// <summary>
/// PATCH /guilds/{guild_id}/voice-states/@me and …/{user_id}: who speaks on a stage. One may always step back and take a request back;
/// to speak needs MUTE_MEMBERS, to ask for it REQUEST_TO_SPEAK. Moderators let somebody speak by suppress false and put a request aside by
/// suppress true.
/// </summary>
public static class UpdateVoiceState
{
    public static void Map(ApiRoutes api)
    {
        api.Patch("/guilds/{guild_id}/voice-states/@me", request => Handle(request, request.Caller.User), RouteOptions.Per(10, 10));
        api.Patch("/guilds/{guild_id}/voice-states/{user_id}", request => Handle(request, request.Id<UserId>("user_id")), RouteOptions.Per(10, 10));
    }

    public sealed record Command(
        UserId User, ChannelId? Channel, Optional<bool> Suppress, Optional<DateTimeOffset?> Request, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Voice.Of(User) is not { } seat) return new Failure.UnknownVoiceState();
            if (Channel is { } wanted && wanted != seat.Channel)
                return new Failure.InvalidForm([new FieldError("channel_id", "CHANNEL_INVALID", "The user is not in this channel")]);
            if (turn.State.Channels.GetValueOrDefault(seat.Channel)?.Type != ChannelType.GuildStageVoice) return new Failure.CannotExecuteOnChannelType();
            var isSelf = User == Caller.User;
            var needed = (!isSelf || (Suppress is { IsPresent: true, Value: false } && seat.Suppress) ? Permissions.MuteMembers : Permissions.None)
                | (Request.Value is not null ? Permissions.RequestToSpeak : Permissions.None);
            var entered = turn.State.Enter(seat.Channel, Caller, needed, turn.Now);
            if (!entered.IsOk) return entered.Failure;
            if (Request.Value is { } at && at < turn.Now.AddMinutes(-1))
                return new Failure.InvalidForm([new FieldError("request_to_speak_timestamp", "DATE_TIME_TYPE_MIN", "Must not be in the past.")]);
            Apply(turn, seat, isSelf);
            return Nothing.Value;
        }

        private void Apply(GuildTurn turn, VoiceSeat seat, bool isSelf)
        {
            var after = seat with { Suppress = Suppress.Or(seat.Suppress), RequestToSpeak = Request.Or(seat.RequestToSpeak) };
            // An invitation to speak shows as a request that was granted; who steps back, or is sent back, no longer asks.
            if (!isSelf && seat.Suppress && !after.Suppress && turn.State.Users.GetValueOrDefault(User)?.Bot != true) after = after with { RequestToSpeak = turn.Now };
            if (after.Suppress && (!seat.Suppress || (Suppress.IsPresent && !Request.IsPresent))) after = after with { RequestToSpeak = null };
            if (after == seat) return;
            VoiceMoves.Change(turn, after);
            if (seat.Suppress && !after.Suppress) StageChanges.Speaks(turn, seat.Channel, User);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, UserId user)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var (channel, suppress) = (form.Id<ChannelId>("channel_id").Value, form.FlagOrAbsent("suppress"));
        var asked = user == request.Caller.User ? form.Moment("request_to_speak_timestamp") : default;
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var command = new Command(user, channel, suppress, asked, request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel));
    }
}
