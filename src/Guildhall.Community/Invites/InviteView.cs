using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>How invites are shown.</summary>
internal static class InviteView
{
    /// <summary>For everybody who has the code.</summary>
    public static InvitePayload Public(GuildState guild, InviteRow invite) => new()
    {
        Code = invite.Code,
        Guild = Of(guild.Guild),
        GuildId = guild.Id,
        Channel = guild.Channels.TryGetValue(invite.Channel, out var channel)
            ? new InviteChannelPayload(channel.Id, channel.Type, channel.Name)
            : new InviteChannelPayload(invite.Channel, ChannelType.GuildText, ""),
        Inviter = invite.Inviter is { } inviter ? guild.Users.GetValueOrDefault(inviter) : null,
        ExpiresAt = invite.ExpiresAt,
        TargetType = invite.TargetType,
        TargetUser = invite.TargetUser is { } target ? guild.Users.GetValueOrDefault(target) : null,
        Roles = invite.Roles is { Count: > 0 } roles ? [.. roles.Select(guild.Roles.GetValueOrDefault).OfType<RolePayload>().Select(Of)] : null,
    };

    /// <summary>For those who manage invites: with uses and limits.</summary>
    public static InvitePayload Managed(GuildState guild, InviteRow invite) => Public(guild, invite) with
    {
        Uses = invite.Uses,
        MaxUses = invite.MaxUses,
        MaxAge = invite.MaxAge,
        Temporary = invite.Temporary,
        CreatedAt = invite.CreatedAt,
    };

    public static bool HasExpired(InviteRow invite, DateTimeOffset now) => invite.ExpiresAt <= now;

    private static InviteRolePayload Of(RolePayload role) => new(role.Id, role.Name, role.Position, role.Color, role.Colors, role.Permissions) { Icon = role.Icon, UnicodeEmoji = role.UnicodeEmoji };

    private static InviteGuildPayload Of(GuildPayload guild) => new()
    {
        Id = guild.Id,
        Name = guild.Name,
        Splash = guild.Splash,
        Banner = guild.Banner,
        Description = guild.Description,
        Icon = guild.Icon,
        Features = guild.Features,
        VerificationLevel = guild.VerificationLevel,
        VanityUrlCode = guild.VanityUrlCode,
        NsfwLevel = guild.NsfwLevel,
        Nsfw = guild.Nsfw,
        PremiumSubscriptionCount = guild.PremiumSubscriptionCount,
    };
}
