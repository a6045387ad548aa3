using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Vanity;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>From a code in the path to the guild that gave it out.</summary>
internal static class InviteLookup
{
    /// <summary>Asks the invite's guild; Unknown Invite when no guild knows the code.</summary>
    public static async ValueTask<Result<TReply>> Ask<TReply>(ApiRequest request, IGuildCommand<TReply> command)
    {
        return await GuildOf(request.House, request.Text("invite_code"), request.Cancel) is { } guild
            ? await request.House.Guilds.Ask(guild, command, request.Cancel)
            : new Failure.UnknownInvite();
    }

    /// <summary>The guild that an invite or a guild's own address leads to, or null.</summary>
    public static async ValueTask<GuildId?> GuildOf(CommunityServices house, string code, CancellationToken cancel)
    {
        if (InviteCode.MayBe(code) && await house.GuildRows.GuildOfInvite(code, cancel) is { } guild) return guild;
        if (!InviteCode.MayBeVanity(code)) return null;
        return (await house.GuildRows.FindDocument(VanityDocuments.Kind.Name, VanityDocuments.KeyOf(code), cancel))?.Guild;
    }

    /// <summary>The invite with this code that still works; for the guild's own address one that never ends. Null for none.</summary>
    public static InviteRow? Find(GuildState guild, string code, DateTimeOffset now)
    {
        if (guild.Invites.TryGetValue(code, out var invite)) return InviteView.HasExpired(invite, now) ? null : invite;
        if (VanityDocuments.Of(guild) is not { Code: { } own } || VanityDocuments.KeyOf(own) != VanityDocuments.KeyOf(code)) return null;
        return (guild.Guild.RulesChannelId ?? guild.Guild.SystemChannelId ?? FirstOpen(guild)) is { } channel
            ? new InviteRow { Code = own, Channel = channel, CreatedAt = now }
            : null;
    }

    private static ChannelId? FirstOpen(GuildState guild) => guild.Channels.Values
        .Where(channel => channel.Type == ChannelType.GuildText)
        .OrderBy(channel => channel.Position)
        .FirstOrDefault()?.Id;
}
