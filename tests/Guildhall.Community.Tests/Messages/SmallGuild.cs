using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Tests.Messages;

/// <summary>A guild of plain values: an owner, two members, a mentionable role and one that is not, and a text channel.</summary>
internal static class SmallGuild
{
    public static readonly UserId Owner = new(new Snowflake(10));
    public static readonly UserId Ada = new(new Snowflake(11));
    public static readonly UserId Bob = new(new Snowflake(12));
    public static readonly UserId Stranger = new(new Snowflake(13));
    public static readonly GuildId Guild = new(new Snowflake(1));
    public static readonly ChannelId General = new(new Snowflake(20));
    public static readonly RoleId Loud = new(new Snowflake(31));
    public static readonly RoleId Quiet = new(new Snowflake(32));

    /// <summary>The channel as a member of these permissions has entered it.</summary>
    public static EnteredChannel Entered(Permissions held = PermissionMath.Default, ChannelType type = ChannelType.GuildText)
    {
        var state = new GuildState(new GuildSnapshot
        {
            Guild = new GuildPayload { Id = Guild, Name = "small", OwnerId = Owner },
            Channels = [new ChannelPayload { Id = General, Type = type, Name = "general", GuildId = Guild }],
            Roles = [Role(new RoleId(Guild.Value), false), Role(Loud, true), Role(Quiet, false)],
            Members = [Member(Owner), Member(Ada), Member(Bob)],
            Users = [],
            Bans = [],
            Invites = [],
            Emojis = [],
            Nonces = [],
            LastSequence = 0,
        });
        return new EnteredChannel(state, state.Channels[General], state.Members[Ada], held);
    }

    private static MemberRow Member(UserId user) => new() { User = user, JoinedAt = DateTimeOffset.UnixEpoch };

    private static RolePayload Role(RoleId id, bool mentionable) =>
        new() { Id = id, Name = id.ToString(), Permissions = PermissionMath.Default, Mentionable = mentionable };
}
