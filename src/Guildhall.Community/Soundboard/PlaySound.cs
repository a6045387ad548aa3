using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Soundboard;

/// <summary>POST /channels/{channel_id}/send-soundboard-sound: plays a sound to those who are in the voice channel with the caller.</summary>
public static class PlaySound
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/send-soundboard-sound", Handle, RouteOptions.Per(10, 10));

    /// <param name="Channel">Where the caller is.</param>
    /// <param name="Sound">One of the guild's.</param>
    /// <param name="Foreign">A sound of another guild, or one that everybody has; null when it is one of the guild's.</param>
    /// <param name="Caller">Who plays it.</param>
    public sealed record Command(ChannelId Channel, SoundId Sound, SoundPayload? Foreign, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var isOfOtherGuild = Foreign?.GuildId is { } source && source != turn.GuildId;
            var needed = Permissions.Speak | Permissions.UseSoundboard | (isOfOtherGuild ? Permissions.UseExternalSounds : Permissions.None);
            var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!VoiceStates.VoiceMoves.IsVoice(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
            if (turn.State.Voice.Of(Caller.User) is not { } seat || seat.Channel != Channel) return new Failure.NotInVoice();
            var member = entry.Value.Member;
            if (member.Mute || member.Deaf || seat.SelfDeaf || seat.Suppress) return new Failure.VoiceEffectRefused();
            if ((Foreign ?? turn.State.Documents.Find(SoundRules.Kind, Sound.Number)) is not { } sound) return new Failure.UnknownSound();
            var played = new SoundPlayedPayload(Channel, turn.GuildId, Caller.User, sound.SoundId, sound.Volume) { Emoji = EmojiOf(turn.State, sound) };
            TellHearers(turn, Channel, played, SoundJson.Default.SoundPlayedPayload);
            return Nothing.Value;
        }

        private static PartialEmojiPayload? EmojiOf(GuildState guild, SoundPayload sound)
        {
            if (sound.EmojiId is { } id && guild.Emojis.TryGetValue(id, out var own)) return new PartialEmojiPayload { Id = id, Name = own.Name, Animated = own.Animated };
            return sound.EmojiName is { } name ? new PartialEmojiPayload { Name = name } : null;
        }
    }

    /// <summary>VOICE_CHANNEL_EFFECT_SEND to those who are in the channel.</summary>
    internal static void TellHearers<T>(GuildTurn turn, ChannelId channel, T effect, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
    {
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.VoiceChannelEffectSend, effect, json);
        var hearers = turn.State.Voice.In(channel).SelectMany(other => turn.Sessions.Of(other.User)).ToArray();
        turn.Effect(cancel => turn.Services.Relay.Send(hearers, dispatch, cancel));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var sound = form.Id<SoundId>("sound_id").Value;
        if (sound is null) form.Required("sound_id");
        var source = form.Id<GuildId>("source_guild_id").Value;
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var foreign = DefaultSounds.Find(sound!.Value);
        if (foreign is null && source is { } guild)
        {
            // Members alone may take a guild's sounds elsewhere.
            var sounds = await request.House.Guilds.Ask(guild, new ListSounds.Command(request.Caller), request.Cancel);
            if (!sounds.IsOk) return sounds.Failure;
            foreign = sounds.Value!.FirstOrDefault(one => one.SoundId == sound.Value);
            if (foreign is null) return new Failure.UnknownSound();
        }

        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, sound.Value, foreign, request.Caller), request.Cancel));
    }
}
