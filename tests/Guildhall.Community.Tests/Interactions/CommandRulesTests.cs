using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Interactions.Commands;

namespace Guildhall.Community.Tests.Interactions;

/// <summary>Laws of the rules for commands, over many random sets of rules, and the documented cases one by one.</summary>
public sealed class CommandRulesTests
{
    private const ulong Guild = 1_000;
    private const ulong Me = 7;
    private const ulong Here = 20;
    private static readonly ulong[] MyRoles = [31, 32];
    private static readonly Permissions Some = Permissions.BanMembers;

    [Theory]
    [InlineData(null, 0UL, true)]
    [InlineData(0UL, 0UL, false)]
    [InlineData(0UL, (ulong)Permissions.Administrator, true)]
    [InlineData((ulong)Permissions.BanMembers, (ulong)Permissions.BanMembers, true)]
    [InlineData((ulong)Permissions.BanMembers, (ulong)Permissions.KickMembers, false)]
    [InlineData((ulong)(Permissions.BanMembers | Permissions.KickMembers), (ulong)Permissions.KickMembers, false)]
    public void Without_rules_the_default_of_the_command_decides(ulong? byDefault, ulong held, bool expected) =>
        CommandRules.Allow(Member((Permissions)held), (Permissions?)byDefault, [], []).ShouldBe(expected);

    [Fact]
    public void A_rule_for_the_member_or_its_roles_lifts_the_default_and_one_for_everyone_does_not()
    {
        Allowed(Permissions.None, own: [User(Me, true)]).ShouldBeTrue();
        Allowed(Permissions.None, own: [Role(31, true)]).ShouldBeTrue();
        Allowed(Permissions.None, own: [Role(Guild, true)]).ShouldBeFalse();
        Allowed(Permissions.None, wide: [User(Me, true), Role(31, true), Role(Guild, true)]).ShouldBeFalse();
    }

    [Fact]
    public void The_command_goes_before_the_application_in_every_step()
    {
        Allowed(own: [Role(Guild, true)], wide: [Role(Guild, false)]).ShouldBeTrue();
        Allowed(own: [Role(Guild, false)], wide: [User(Me, true)]).ShouldBeFalse();
        Allowed(own: [Channel(Here, true)], wide: [Channel(Here, false)]).ShouldBeTrue();
        Allowed(own: [Channel(Guild - 1, true)], wide: [Channel(Here, false)]).ShouldBeTrue();
        Allowed(wide: [Role(31, false)]).ShouldBeFalse();
        Allowed(wide: [Role(Guild, false), Role(31, true)]).ShouldBeTrue();
    }

    [Fact]
    public void A_channel_goes_before_all_channels_and_a_thread_counts_as_its_parent()
    {
        Allowed(own: [Channel(Guild - 1, false), Channel(Here, true)]).ShouldBeTrue();
        Allowed(own: [Channel(Here, false), Channel(Guild - 1, true)]).ShouldBeFalse();
        Allowed(own: [Channel(Guild - 1, false), User(Me, true)]).ShouldBeFalse();
        Allowed(own: [Channel(21, false)]).ShouldBeTrue();
    }

    [Fact]
    public void A_rule_for_the_member_beats_every_rule_for_roles()
    {
        foreach (var random in Seeds())
        {
            var allowed = random.Next(2) == 0;
            var rules = Rules(random).Where(rule => rule.Type == CommandPermissionPayload.Role).Append(User(Me, allowed)).ToArray();
            random.Shuffle(rules);
            Allowed(Some, rules, Rules(random).Where(rule => rule.Type != CommandPermissionPayload.Channel).ToArray()).ShouldBe(allowed);
        }
    }

    [Fact]
    public void The_order_of_rules_changes_nothing()
    {
        foreach (var random in Seeds())
        {
            var (own, wide) = (Rules(random), Rules(random));
            var byDefault = random.Next(3) switch { 0 => default(Permissions?), 1 => Permissions.None, _ => Some };
            var before = Allowed(byDefault, own, wide);
            random.Shuffle(own);
            random.Shuffle(wide);
            Allowed(byDefault, own, wide).ShouldBe(before);
        }
    }

    [Fact]
    public void Administrators_may_call_anything_and_rules_for_others_change_nothing()
    {
        foreach (var random in Seeds())
        {
            var (own, wide) = (Rules(random), Rules(random));
            CommandRules.Allow(Member(Permissions.Administrator), Permissions.None, own, wide).ShouldBeTrue();
            CommandPermissionPayload[] more = [.. own, User(99, random.Next(2) == 0), Role(98, random.Next(2) == 0), Channel(97, random.Next(2) == 0)];
            Allowed(Some, more, wide).ShouldBe(Allowed(Some, own, wide));
        }
    }

    [Fact]
    public void Taking_a_role_that_is_allowed_never_takes_a_command_away()
    {
        foreach (var random in Seeds())
        {
            var (own, wide) = (Rules(random), Rules(random));
            if (!Allowed(Some, own, wide) || own.Any(rule => rule.Id.Number == 33)) continue;
            var richer = new CommandRules.Who(new GuildId(Guild), new UserId(Me), [new RoleId(31), new RoleId(32), new RoleId(33)], new ChannelId(Here), Permissions.None);
            CommandRules.Allow(richer, Some, [.. own, Role(33, true)], wide).ShouldBeTrue();
        }
    }

    private static IEnumerable<Random> Seeds() => Enumerable.Range(0, 500).Select(seed => new Random(seed));

    // Each role, user and channel at most once, as the route has it.
    private static CommandPermissionPayload[] Rules(Random random)
    {
        CommandPermissionPayload[] all =
        [
            Role(31, random.Next(2) == 0), Role(32, random.Next(2) == 0), Role(40, random.Next(2) == 0), Role(Guild, random.Next(2) == 0),
            User(Me, random.Next(2) == 0), User(8, random.Next(2) == 0),
            Channel(Here, random.Next(2) == 0), Channel(21, random.Next(2) == 0), Channel(Guild - 1, random.Next(2) == 0),
        ];
        return [.. all.Where(_ => random.Next(3) == 0)];
    }

    private static bool Allowed(
        Permissions? byDefault = null, IReadOnlyList<CommandPermissionPayload>? own = null, IReadOnlyList<CommandPermissionPayload>? wide = null) =>
        CommandRules.Allow(Member(Permissions.None), byDefault, own ?? [], wide ?? []);

    private static CommandRules.Who Member(Permissions held) =>
        new(new GuildId(Guild), new UserId(Me), [.. MyRoles.Select(role => new RoleId(role))], new ChannelId(Here), held);

    private static CommandPermissionPayload Role(ulong id, bool allowed) => new(new OverwriteId(id), CommandPermissionPayload.Role, allowed);

    private static CommandPermissionPayload User(ulong id, bool allowed) => new(new OverwriteId(id), CommandPermissionPayload.User, allowed);

    private static CommandPermissionPayload Channel(ulong id, bool allowed) => new(new OverwriteId(id), CommandPermissionPayload.Channel, allowed);
}
