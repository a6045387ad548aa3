namespace Guildhall.Protocol.Tests;

/// <summary>Who stands above whom.</summary>
public sealed class RoleOrderTests
{
    private static readonly RoleId EveryoneRole = new(1);
    private readonly Random _random = new(7);

    [Fact]
    public void A_higher_position_stands_higher() =>
        RoleOrder.Compare(Role(9, position: 3), Role(2, position: 2), EveryoneRole).ShouldBePositive();

    [Fact]
    public void Of_two_roles_at_one_position_the_older_stands_higher() =>
        RoleOrder.Compare(Role(2, position: 3), Role(9, position: 3), EveryoneRole).ShouldBePositive();

    [Fact]
    public void Everyone_stands_below_every_role_also_at_the_same_position() =>
        RoleOrder.Compare(Role(1, position: 0), Role(9, position: 0), EveryoneRole).ShouldBeNegative();

    [Fact]
    public void The_order_is_total_and_has_no_circles()
    {
        for (var number = 0; number < 100_000; number++)
        {
            var (a, b, c) = (Draw(), Draw(), Draw());
            RoleOrder.Compare(a, b, EveryoneRole).ShouldBe(-RoleOrder.Compare(b, a, EveryoneRole));
            (RoleOrder.Compare(a, b, EveryoneRole) == 0).ShouldBe(RoleOrder.RankOf(a, EveryoneRole) == RoleOrder.RankOf(b, EveryoneRole));
            if (RoleOrder.Compare(a, b, EveryoneRole) > 0 && RoleOrder.Compare(b, c, EveryoneRole) > 0)
                RoleOrder.Compare(a, c, EveryoneRole).ShouldBePositive();
        }
    }

    [Fact]
    public void The_highest_of_a_members_roles_is_none_lower_than_any_of_them()
    {
        var guild = Enumerable.Range(1, 12).Select(id => Role((ulong)id, id == 1 ? 0 : _random.Next(4))).ToDictionary(role => role.Id);
        for (var number = 0; number < 10_000; number++)
        {
            RoleId[] member = [.. Enumerable.Range(0, _random.Next(5)).Select(_ => new RoleId((ulong)_random.Next(2, 16)))];
            var ranks = member.Where(guild.ContainsKey).Select(id => RoleOrder.RankOf(guild[id], EveryoneRole)).ToList();
            RoleOrder.Highest(member, guild, EveryoneRole).ShouldBe(ranks.Count == 0 ? RoleRank.Everyone : ranks.Max());
        }
    }

    [Fact]
    public void The_owner_manages_every_role_and_acts_on_everybody_else()
    {
        var (owner, high) = (Standing(1, isOwner: true, position: 0), Standing(2, position: 99));
        RoleOrder.CanManageRole(owner, high.Highest).ShouldBeTrue();
        RoleOrder.CanActOn(owner, high).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_acts_on_the_owner_and_nobody_on_themselves()
    {
        var (owner, admin) = (Standing(1, isOwner: true, position: 0), Standing(2, position: 99, Permissions.All));
        RoleOrder.CanActOn(admin, owner).ShouldBeFalse();
        RoleOrder.CanActOn(admin, admin).ShouldBeFalse();
        RoleOrder.CanActOn(owner, owner).ShouldBeFalse();
    }

    [Fact]
    public void Two_members_never_may_act_on_each_other()
    {
        for (var number = 0; number < 10_000; number++)
        {
            var (a, b) = (Standing(1, position: _random.Next(4)), Standing(2, position: _random.Next(4)));
            (RoleOrder.CanActOn(a, b) && RoleOrder.CanActOn(b, a)).ShouldBeFalse();
        }
    }

    [Fact]
    public void Administrators_are_bound_by_rank_too()
    {
        var (low, high) = (Standing(1, position: 1, Permissions.All), Standing(2, position: 2));
        RoleOrder.CanActOn(low, high).ShouldBeFalse();
        RoleOrder.CanManageRole(low, high.Highest).ShouldBeFalse();
    }

    [Fact]
    public void Equals_do_not_act_on_each_other_and_nobody_manages_their_own_highest_role()
    {
        var rank = new RoleRank(5, new RoleId(9));
        var (a, b) = (new Standing(new UserId(1), false, rank, default), new Standing(new UserId(2), false, rank, default));
        RoleOrder.CanActOn(a, b).ShouldBeFalse();
        RoleOrder.CanManageRole(a, rank).ShouldBeFalse();
    }

    [Fact]
    public void An_administrator_cannot_be_timed_out_even_by_the_owner()
    {
        var owner = Standing(1, isOwner: true, position: 0);
        RoleOrder.CanTimeOut(owner, Standing(2, position: 1, Permissions.Administrator)).ShouldBeFalse();
        RoleOrder.CanTimeOut(owner, Standing(2, position: 1)).ShouldBeTrue();
    }

    [Fact]
    public void Only_permissions_held_can_be_granted()
    {
        const Permissions Held = Permissions.ManageRoles | Permissions.SendMessages;
        RoleOrder.CanGrant(Held, Permissions.None, Permissions.SendMessages).ShouldBeTrue();
        RoleOrder.CanGrant(Held, Permissions.None, Permissions.BanMembers).ShouldBeFalse();
        RoleOrder.CanGrant(Held, Permissions.BanMembers, Permissions.BanMembers | Permissions.SendMessages).ShouldBeTrue();
        RoleOrder.CanGrant(Held, Permissions.BanMembers, Permissions.None).ShouldBeTrue();
        RoleOrder.CanGrant(Permissions.Administrator, Permissions.None, Permissions.All).ShouldBeTrue();
    }

    [Fact]
    public void An_overwrite_is_changed_only_in_permissions_held()
    {
        const Permissions Held = Permissions.ManageRoles | Permissions.SendMessages;
        RoleOrder.CanOverwrite(Held, Permissions.None, Permissions.None, Permissions.None, Permissions.SendMessages).ShouldBeTrue();
        RoleOrder.CanOverwrite(Held, Permissions.None, Permissions.ManageMessages, Permissions.None, Permissions.None).ShouldBeFalse();
        RoleOrder.CanOverwrite(Held, Permissions.None, Permissions.None, Permissions.ManageMessages, Permissions.None).ShouldBeFalse();
        RoleOrder.CanOverwrite(Held, Permissions.ManageMessages, Permissions.None, Permissions.ManageMessages, Permissions.SendMessages).ShouldBeTrue();
    }

    private static Standing Standing(ulong user, int position, Permissions inGuild = default, bool isOwner = false) =>
        new(new UserId(user), isOwner, new RoleRank(position, new RoleId(50 + user)), inGuild);

    private static RolePayload Role(ulong id, int position) =>
        new() { Id = new RoleId(id), Name = "role", Permissions = default, Position = position };

    private RolePayload Draw()
    {
        var id = (ulong)_random.Next(1, 6);
        return Role(id, id == 1 ? 0 : _random.Next(3));
    }
}
