using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.VoiceStates;

/// <summary>The part of PATCH /guilds/{guild_id}/members/{user_id} that is about voice: muting, deafening, moving, disconnecting.</summary>
public sealed record MoveMember
{
    public Optional<bool> Mute { get; init; }

    public Optional<bool> Deaf { get; init; }

    /// <summary>Null disconnects.</summary>
    public Optional<ChannelId?> Channel { get; init; }

    /// <summary>Why it may not be done; null when it may. Whoever is not in voice can be neither muted nor moved.</summary>
    internal Failure? Refuse(GuildTurn turn, ActingMember acting, MemberRow target)
    {
        if (!Mute.IsPresent && !Deaf.IsPresent && !Channel.IsPresent) return null;
        var needed = (Mute.IsPresent ? Permissions.MuteMembers : Permissions.None)
            | (Deaf.IsPresent ? Permissions.DeafenMembers : Permissions.None)
            | (Channel.IsPresent ? Permissions.MoveMembers : Permissions.None);
        if (!acting.Has(needed)) return new Failure.MissingPermissions();
        if (turn.State.Voice.Of(target.User) is null) return new Failure.NotInVoice();
        if (Channel.Value is not { } id) return null;
        if (!turn.State.Channels.TryGetValue(id, out var channel) || !VoiceMoves.IsVoice(channel.Type))
            return new Failure.InvalidForm([new FieldError("channel_id", "CHANNEL_INVALID", "Not a voice channel of this guild")]);
        return turn.State.PermissionsIn(channel, acting.Member, turn.Now).Has(Permissions.ViewChannel | Permissions.Connect | Permissions.MoveMembers)
            ? null
            : new Failure.MissingPermissions();
    }

    /// <summary>The member with what stays beyond the call.</summary>
    internal MemberRow ApplyTo(MemberRow member) => member with { Mute = Mute.Or(member.Mute), Deaf = Deaf.Or(member.Deaf) };

    /// <summary>Moves or disconnects, and tells of what changed; the member itself is stored already.</summary>
    internal void Apply(GuildTurn turn, Caller caller, MemberRow before, MemberRow after)
    {
        if (turn.State.Voice.Of(after.User) is not { } seat) return;
        if (Channel is { IsPresent: true, Value: null })
        {
            VoiceMoves.Leave(turn, after.User);
            turn.Audit(AuditAction.MemberDisconnect, caller, null, null, new AuditOptions { Count = "1" });
            return;
        }

        if (Channel.Value is { } id && id != seat.Channel)
        {
            VoiceMoves.Seat(turn, seat with { Channel = id });
            turn.Audit(AuditAction.MemberMove, caller, null, null, new AuditOptions { ChannelId = id.ToString(), Count = "1" });
        }
        else if (before.Mute != after.Mute || before.Deaf != after.Deaf)
        {
            VoiceMoves.Change(turn, seat);
        }
    }
}
