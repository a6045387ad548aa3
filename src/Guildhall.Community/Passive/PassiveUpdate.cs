using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Passive;

/// <summary>
/// PASSIVE_UPDATE of a moment, for each view and form. What has changed is encoded once; a view's event is put together of the parts
/// that it may see.
/// </summary>
internal sealed class PassiveUpdate
{
    private readonly GuildId _guild;
    private readonly List<ChannelPart> _channels = [];
    private readonly List<VoicePart> _voices = [];
    private readonly List<VoicePart> _everyVoice = [];

    public PassiveUpdate(GuildTurn turn)
    {
        var guild = turn.State;
        _guild = guild.Id;
        foreach (var id in turn.Passive.Channels)
        {
            if (guild.Channels.TryGetValue(id, out var channel)) _channels.Add(new ChannelPart(id, Encoded(channel)));
            else if (guild.Threads.TryGetValue(id, out var thread)) _channels.Add(new ChannelPart(thread.Parent, Encoded(thread.Channel)));
        }

        foreach (var (user, places) in turn.Passive.Voices) _voices.Add(Part(guild, user, places));
        if (_voices.Count > 0) _everyVoice.AddRange(guild.Voice.All.Select(seat => Part(guild, seat.User, [])));
    }

    /// <summary>The event for those with a view; null when nothing has changed in it.</summary>
    public RelayEvent? For(ChannelView view, PassiveForm form)
    {
        var channels = _channels.Where(part => view.Contains(part.Place)).Select(part => part.Body).ToArray();
        var there = _voices.Where(part => part.Now is { } now && view.Contains(now)).ToArray();
        var gone = _voices.Where(part => (part.Now is not { } now || !view.Contains(now)) && part.Before.Any(view.Contains)).Select(part => part.User).ToArray();
        if (channels.Length + there.Length + gone.Length == 0) return null;
        var body = new ArrayBufferWriter<byte>(256);
        body.Write("{\"guild_id\":\""u8);
        body.Write(System.Text.Encoding.ASCII.GetBytes(_guild.ToString()));
        body.Write("\""u8);
        if (form == PassiveForm.First) First(body, view, channels, there.Length + gone.Length > 0);
        else Second(body, channels, there, gone);
        body.Write("}"u8);
        var kind = form == PassiveForm.First ? DispatchCatalogue.PassiveUpdateV1 : DispatchCatalogue.PassiveUpdateV2;
        return new RelayEvent(kind.Name, kind.AnyOf, body.WrittenMemory.ToArray());
    }

    // The first form has no word for those who are gone: when somebody has moved it lists everybody who is there.
    private void First(ArrayBufferWriter<byte> body, ChannelView view, byte[][] channels, bool hasVoices)
    {
        List(body, ",\"channels\":"u8, channels);
        if (!hasVoices) return;
        var there = _everyVoice.Where(part => part.Now is { } now && view.Contains(now)).ToArray();
        List(body, ",\"voice_states\":"u8, [.. there.Select(part => part.Body)]);
        List(body, ",\"members\":"u8, [.. there.Select(part => part.Member)]);
    }

    private static void Second(ArrayBufferWriter<byte> body, byte[][] channels, VoicePart[] there, UserId[] gone)
    {
        List(body, ",\"updated_channels\":"u8, channels);
        List(body, ",\"updated_voice_states\":"u8, [.. there.Select(part => part.Body)]);
        List(body, ",\"removed_voice_states\":"u8, [.. gone.Select(user => System.Text.Encoding.ASCII.GetBytes($"\"{user}\""))]);
        List(body, ",\"updated_members\":"u8, [.. there.Select(part => part.Member)]);
    }

    private static void List(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> name, IReadOnlyList<byte[]> parts)
    {
        body.Write(name);
        body.Write("["u8);
        var isFirst = true;
        foreach (var part in parts)
        {
            if (part.Length == 0) continue;
            if (!isFirst) body.Write(","u8);
            isFirst = false;
            body.Write(part);
        }

        body.Write("]"u8);
    }

    private static VoicePart Part(GuildState guild, UserId user, IReadOnlyCollection<ChannelId> before)
    {
        if (guild.Voice.Of(user) is not { } seat) return new VoicePart(user, null, before, [], []);
        var shown = seat.Shown(guild, inEvent: false) with { Member = null };
        return new VoicePart(
            user,
            seat.Channel,
            before,
            JsonSerializer.SerializeToUtf8Bytes(shown, PayloadJson.Default.VoiceStatePayload),
            guild.Members.TryGetValue(user, out var member) ? JsonSerializer.SerializeToUtf8Bytes(guild.Shown(member), PayloadJson.Default.MemberPayload) : []);
    }

    private static byte[] Encoded(ChannelPayload channel) => JsonSerializer.SerializeToUtf8Bytes(
        new ChannelUnreadPayload(channel.Id, channel.LastMessageId, channel.LastPinTimestamp), PassiveJson.Default.ChannelUnreadPayload);

    private sealed record ChannelPart(ChannelId Place, byte[] Body);

    private sealed record VoicePart(UserId User, ChannelId? Now, IReadOnlyCollection<ChannelId> Before, byte[] Body, byte[] Member);
}

/// <summary>How far a channel is: its newest message, and when something was pinned last.</summary>
internal sealed record ChannelUnreadPayload(
    ChannelId Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] MessageId? LastMessageId,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? LastPinTimestamp);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChannelUnreadPayload))]
internal sealed partial class PassiveJson : JsonSerializerContext;
