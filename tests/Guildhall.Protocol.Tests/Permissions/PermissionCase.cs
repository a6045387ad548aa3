namespace Guildhall.Protocol.Tests;

/// <summary>A member, a channel and its overwrites, drawn so that the rules meet each other often.</summary>
internal sealed record PermissionCase
{
    private static readonly ChannelType[] Types =
        [ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildCategory, ChannelType.GuildAnnouncement, ChannelType.GuildStageVoice, ChannelType.PublicThread];

    public bool IsOwner { get; init; }

    public bool IsTimedOut { get; init; }

    public Permissions Everyone { get; init; }

    public RoleId EveryoneRole { get; init; } = new(1);

    public UserId Member { get; init; } = new(100);

    public RoleId[] Roles { get; init; } = [];

    /// <summary>The permissions of <see cref="Roles"/>, in the same order.</summary>
    public Permissions[] RolePermissions { get; init; } = [];

    public OverwritePayload[] Overwrites { get; init; } = [];

    public ChannelType Type { get; init; }

    public static PermissionCase Draw(Random random)
    {
        var roles = new RoleId[random.Next(5)];
        var permissions = new Permissions[roles.Length];
        for (var index = 0; index < roles.Length; index++)
        {
            roles[index] = new RoleId((ulong)(2 + (index * 3) + random.Next(3)));
            permissions[index] = Bits(random);
        }

        var overwrites = new OverwritePayload[random.Next(8)];
        for (var index = 0; index < overwrites.Length; index++)
        {
            // Ids of roles and members overlap on purpose: the kind of the overwrite has to tell them apart.
            var id = random.Next(4) == 0 ? 100UL : (ulong)random.Next(1, 16);
            var type = random.Next(3) == 0 ? OverwriteType.Member : OverwriteType.Role;
            overwrites[index] = new OverwritePayload(new OverwriteId(id), type, Bits(random), Bits(random));
        }

        return new PermissionCase
        {
            IsOwner = random.Next(32) == 0,
            IsTimedOut = random.Next(8) == 0,
            Everyone = Bits(random) | (Permissions)(random.Next(2) == 0 ? 0UL : (ulong)PermissionMath.Default),
            Member = new UserId(random.Next(8) == 0 ? 3UL : 100UL),
            Roles = roles,
            RolePermissions = permissions,
            Overwrites = overwrites,
            Type = Types[random.Next(Types.Length)],
        };
    }

    public Permissions InGuild(bool isTimedOut = false) => PermissionMath.InGuild(IsOwner, Everyone, RolePermissions, isTimedOut);

    public Permissions InChannel() =>
        PermissionMath.InChannel(InGuild(), IsOwner, EveryoneRole, Roles, Member, Overwrites, Type, IsTimedOut);

    // Sparse, dense or none; administrators are rare, or there would be nothing left to test.
    private static Permissions Bits(Random random)
    {
        var bits = random.Next(4) switch
        {
            0 => 0UL,
            1 => (ulong)random.NextInt64() & (ulong)random.NextInt64() & (ulong)random.NextInt64(),
            2 => 1UL << random.Next(53),
            _ => (ulong)random.NextInt64(),
        };
        return (Permissions)(random.Next(16) == 0 ? bits : bits & ~(ulong)Permissions.Administrator);
    }
}
