using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Soundboard;

/// <summary>POST /channels/{channel_id}/voice-channel-effects: throws an emoji before those who are in the voice channel with the caller.</summary>
public static class SendVoiceEffect
{
    private const int AnimationMax = 20;
    private const int EmojiNameMax = 32;

    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/voice-channel-effects", Handle, RouteOptions.Per(20, 10));

    /// <param name="Channel">Where the caller is.</param>
    /// <param name="Emoji">One of the guild's; another guild's needs USE_EXTERNAL_EMOJIS. Null for one of Unicode.</param>
    /// <param name="Name">The emoji of Unicode, or what another guild's is called.</param>
    /// <param name="Type">0 or 1; null when the client did not say.</param>
    /// <param name="Animation">How it flies.</param>
    /// <param name="Caller">Who throws it.</param>
    public sealed record Command(ChannelId Channel, EmojiId? Emoji, string? Name, int? Type, int Animation, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var own = Emoji is { } id ? turn.State.Emojis.GetValueOrDefault(id) : null;
            var needed = Emoji is not null && own is null ? Permissions.UseExternalEmojis : Permissions.None;
            var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!VoiceStates.VoiceMoves.IsVoice(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
            if (turn.State.Voice.Of(Caller.User) is not { } seat || seat.Channel != Channel) return new Failure.NotInVoice();
            if (entry.Value.Member.Mute || entry.Value.Member.Deaf || seat.Suppress) return new Failure.VoiceEffectRefused();
            if (Emoji is not null && own is null && Name is null) return new Failure.UnknownEmoji();
            var emoji = Emoji is { } named
                ? new PartialEmojiPayload { Id = named, Name = own?.Name ?? Name, Animated = own?.Animated ?? false }
                : Name is null ? null : new PartialEmojiPayload { Name = Name };
            PlaySound.TellHearers(
                turn, Channel, new VoiceEffectPayload(Channel, turn.GuildId, Caller.User, emoji, Type, Animation), EffectJson.Default.VoiceEffectPayload);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var type = form.ChoiceOrAbsent("animation_type", 0, 1);
        var animation = form.IntOrAbsent("animation_id", 0, AnimationMax);
        var emoji = form.Id<EmojiId>("emoji_id").Value;
        var name = form.TextOrAbsent("emoji_name", 1, EmojiNameMax);
        if (emoji is null && !name.IsPresent) form.Required("emoji_name");
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var command = new Command(channel, emoji, name.IsPresent ? name.Value : null, type.IsPresent ? type.Value : null, animation.Or(0), request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, command, request.Cancel));
    }
}

/// <summary>VOICE_CHANNEL_EFFECT_SEND of an emoji.</summary>
public sealed record VoiceEffectPayload(
    ChannelId ChannelId,
    GuildId GuildId,
    UserId UserId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] PartialEmojiPayload? Emoji,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? AnimationType,
    int AnimationId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoiceEffectPayload))]
internal sealed partial class EffectJson : JsonSerializerContext;
