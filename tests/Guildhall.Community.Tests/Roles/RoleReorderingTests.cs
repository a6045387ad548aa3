using Guildhall.Community.Roles;

namespace Guildhall.Community.Tests.Roles;

public sealed class RoleReorderingTests
{
    private static readonly RoleId Everyone = new(1UL);

    [Fact]
    public void A_role_that_moves_up_stands_above_who_was_there() => After((10, 3)).ShouldBe([11, 12, 10, 13]);

    [Fact]
    public void A_role_that_moves_down_stands_below_who_was_there() => After((13, 2)).ShouldBe([10, 13, 11, 12]);

    [Fact]
    public void A_whole_new_order_is_taken_as_it_is() => After((13, 1), (12, 2), (11, 3), (10, 4)).ShouldBe([13, 12, 11, 10]);

    [Fact]
    public void Places_far_above_mean_the_top() => After((10, 500)).ShouldBe([11, 12, 13, 10]);

    [Fact]
    public void Among_equals_the_older_role_is_the_higher_one()
    {
        RolePayload[] roles = [Role(1, 0), Role(20, 1), Role(21, 1)];
        RoleReordering.Order(roles, Everyone, []).Select(role => role.Id.Number).ShouldBe([21UL, 20UL]);
    }

    [Fact]
    public void Nobody_moves_their_own_highest_role_or_what_is_above()
    {
        var roles = Roles();
        var member = new Standing(new UserId(5UL), false, new RoleRank(3, new RoleId(12UL)), Permissions.ManageRoles);
        Allows((10, 2)).ShouldBeTrue();
        Allows((10, 3)).ShouldBeFalse();
        Allows((12, 1)).ShouldBeFalse();
        Allows((13, 1)).ShouldBeFalse();
        Allows((13, 9)).ShouldBeTrue();

        bool Allows(params (ulong Role, int Position)[] wishes) =>
            RoleReordering.StaysBelow(roles, RoleReordering.Order(roles, Everyone, Wishes(wishes)), Everyone, member);
    }

    private static IEnumerable<int> After(params (ulong Role, int Position)[] wishes)
    {
        var ordered = RoleReordering.Order(Roles(), Everyone, Wishes(wishes));
        ordered.Select(role => role.Position).ShouldBe(Enumerable.Range(1, ordered.Length));
        return ordered.Select(role => (int)role.Id.Number);
    }

    private static RolePlace[] Wishes((ulong Role, int Position)[] wishes) =>
        [.. wishes.Select(wish => new RolePlace(new RoleId(wish.Role), wish.Position))];

    private static RolePayload[] Roles() => [Role(1, 0), Role(10, 1), Role(11, 2), Role(12, 3), Role(13, 4)];

    private static RolePayload Role(ulong id, int position) =>
        new() { Id = new RoleId(id), Name = "role", Permissions = Permissions.None, Position = position };
}
