using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Guildhall.Protocol;

/// <summary>
/// What a member may do, in the guild and in one of its channels: values in, value out, nothing allocated.
/// The order is the documented one: guild roles, then the channel's overwrites for @everyone, for the member's roles
/// together and for the member, then what a missing permission takes along, then a timeout.
/// </summary>
public static class PermissionMath
{
    /// <summary>What @everyone may do in a new guild.</summary>
    public const Permissions Default =
        Permissions.CreateInstantInvite | Permissions.AddReactions | Permissions.Stream | Permissions.ViewChannel
        | Permissions.SendMessages | Permissions.EmbedLinks | Permissions.AttachFiles | Permissions.ReadMessageHistory
        | Permissions.MentionEveryone | Permissions.UseExternalEmojis | Permissions.Connect | Permissions.Speak
        | Permissions.UseVad | Permissions.ChangeNickname | Permissions.UseApplicationCommands | Permissions.RequestToSpeak
        | Permissions.CreatePublicThreads | Permissions.CreatePrivateThreads | Permissions.UseExternalStickers
        | Permissions.SendMessagesInThreads | Permissions.UseEmbeddedActivities | Permissions.UseSoundboard
        | Permissions.CreateGuildExpressions | Permissions.CreateEvents | Permissions.UseExternalSounds
        | Permissions.SendVoiceMessages | Permissions.SetVoiceChannelStatus | Permissions.SendPolls | Permissions.UseExternalApps;

    /// <summary>The permissions that count for the whole guild alone; an overwrite of a channel neither gives nor takes them.</summary>
    public const Permissions OfGuildAlone =
        Permissions.KickMembers | Permissions.BanMembers | Permissions.Administrator | Permissions.ManageGuild
        | Permissions.ViewAuditLog | Permissions.ViewGuildInsights | Permissions.ChangeNickname | Permissions.ManageNicknames
        | Permissions.ManageGuildExpressions | Permissions.ModerateMembers | Permissions.ViewCreatorMonetizationAnalytics
        | Permissions.CreateGuildExpressions;

    /// <summary>What everybody may do in a direct message or a group that they are in.</summary>
    public const Permissions InPrivate =
        Permissions.ViewChannel | Permissions.SendMessages | Permissions.SendTtsMessages | Permissions.ReadMessageHistory
        | Permissions.AddReactions | Permissions.EmbedLinks | Permissions.AttachFiles | Permissions.PinMessages
        | Permissions.UseExternalEmojis | Permissions.UseExternalStickers | Permissions.SendVoiceMessages | Permissions.SendPolls
        | Permissions.UseApplicationCommands | Permissions.UseExternalApps | Permissions.UseEmbeddedActivities
        | Permissions.Connect | Permissions.Speak | Permissions.Stream | Permissions.UseVad;

    /// <summary>What a timed-out member keeps.</summary>
    public const Permissions KeptInTimeout = Permissions.ViewChannel | Permissions.ReadMessageHistory;

    /// <summary>What nobody can do who cannot send messages.</summary>
    public const Permissions NeedingSend =
        Permissions.MentionEveryone | Permissions.SendTtsMessages | Permissions.AttachFiles | Permissions.EmbedLinks;

    /// <summary>What a member may do in the guild.</summary>
    /// <param name="isOwner">Owners may do everything.</param>
    /// <param name="everyone">The permissions of the @everyone role.</param>
    /// <param name="roles">The permissions of the member's roles, in any order.</param>
    /// <param name="isTimedOut">Give false for the value that <see cref="InChannel"/> starts from.</param>
    public static Permissions InGuild(bool isOwner, Permissions everyone, ReadOnlySpan<Permissions> roles, bool isTimedOut)
    {
        if (isOwner) return Permissions.All;
        var union = everyone;
        foreach (var role in roles) union |= role;
        if (Has(union, Permissions.Administrator)) return Permissions.All;
        return union & Permissions.All & (isTimedOut ? KeptInTimeout : Permissions.All);
    }

    /// <summary>What a member may do in a channel.</summary>
    /// <param name="inGuild">The member's <see cref="InGuild"/> as it is without a timeout.</param>
    /// <param name="isOwner">Owners may do everything.</param>
    /// <param name="everyoneRole">The id of the @everyone role, which is the guild's number.</param>
    /// <param name="memberRoles">The member's roles; an array or a list is searched fastest.</param>
    /// <param name="member">Who it is.</param>
    /// <param name="overwrites">The channel's own overwrites (a thread's parent's), in any order.</param>
    /// <param name="type">The channel's kind: voice needs CONNECT, threads have a sending permission of their own.</param>
    /// <param name="isTimedOut">True while the member's timeout runs; owners and administrators are exempt.</param>
    public static Permissions InChannel(
        Permissions inGuild,
        bool isOwner,
        RoleId everyoneRole,
        IReadOnlyList<RoleId> memberRoles,
        UserId member,
        IReadOnlyList<OverwritePayload> overwrites,
        ChannelType type,
        bool isTimedOut)
    {
        if (isOwner || Has(inGuild, Permissions.Administrator)) return Permissions.All;
        Change forEveryone = default, forRoles = default, forMember = default;
        for (var index = 0; index < overwrites.Count; index++)
        {
            var overwrite = overwrites[index];
            var id = overwrite.Id.Number;
            if (overwrite.Type == OverwriteType.Member)
            {
                if (id == member.Number) forMember.Add(overwrite);
            }
            else if (id == everyoneRole.Number)
            {
                forEveryone.Add(overwrite);
            }
            else if (Contains(memberRoles, id))
            {
                forRoles.Add(overwrite);
            }
        }

        var changed = forMember.ApplyTo(forRoles.ApplyTo(forEveryone.ApplyTo(inGuild)));
        var effective = WithoutImplied(changed & Permissions.All, type);
        return isTimedOut ? effective & KeptInTimeout : effective;
    }

    /// <summary>True when every bit of <paramref name="wanted"/> is there.</summary>
    public static bool Has(this Permissions permissions, Permissions wanted) => (permissions & wanted) == wanted;

    private static Permissions WithoutImplied(Permissions permissions, ChannelType type)
    {
        if (!Has(permissions, Permissions.ViewChannel)) return Permissions.None;
        // Without CONNECT a voice channel is a closed door with a name on it: seen, and nothing more.
        if (type is ChannelType.GuildVoice or ChannelType.GuildStageVoice && !Has(permissions, Permissions.Connect))
            return Permissions.ViewChannel;
        return Has(permissions, SendingIn(type)) ? permissions : permissions & ~NeedingSend;
    }

    private static Permissions SendingIn(ChannelType type) =>
        type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread
            ? Permissions.SendMessagesInThreads
            : Permissions.SendMessages;

    // Overwrites times roles can be a quarter of a million comparisons, so the roles are searched as plain numbers, many at a time.
    private static bool Contains(IReadOnlyList<RoleId> roles, ulong id)
    {
        if (roles is RoleId[] array) return Numbers(array).Contains(id);
        if (roles is List<RoleId> list) return Numbers(CollectionsMarshal.AsSpan(list)).Contains(id);
        for (var index = 0; index < roles.Count; index++)
            if (roles[index].Number == id) return true;
        return false;
    }

    private static ReadOnlySpan<ulong> Numbers(ReadOnlySpan<RoleId> roles)
    {
        System.Diagnostics.Debug.Assert(Unsafe.SizeOf<RoleId>() == sizeof(ulong), "A role id is a number with a type.");
        return MemoryMarshal.Cast<RoleId, ulong>(roles);
    }

    /// <summary>What some overwrites together take and give; the giving wins.</summary>
    private struct Change
    {
        private Permissions _allow;
        private Permissions _deny;

        public void Add(OverwritePayload overwrite)
        {
            _allow |= overwrite.Allow;
            _deny |= overwrite.Deny;
        }

        public readonly Permissions ApplyTo(Permissions permissions) =>
            (permissions & ~(_deny & ~OfGuildAlone)) | (_allow & ~OfGuildAlone);
    }
}
