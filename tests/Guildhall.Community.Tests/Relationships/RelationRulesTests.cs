using Guildhall.Community.Relationships;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Tests.Relationships;

public sealed class RelationRulesTests
{
    private static readonly UserId Ada = new(1), Bob = new(2);
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void Whatever_two_users_do_both_halves_fit_each_other()
    {
        var random = new Random(7);
        for (var history = 0; history < 500; history++)
        {
            RelationRow? ofAda = null, ofBob = null;
            for (var step = 0; step < 40; step++)
            {
                var isAda = random.Next(2) == 0;
                var wish = (RelationWish)random.Next(6);
                var (mine, theirs) = isAda ? (ofAda, ofBob) : (ofBob, ofAda);
                var decided = RelationRules.Decide(
                    new PairStanding(mine, theirs, []), isAda ? Ada : Bob, isAda ? Bob : Ada, wish, random.Next(2) == 0 ? "text" : null, Now);
                if (!decided.IsOk) continue;
                var after = decided.Value!;
                (ofAda, ofBob) = isAda ? (after.Mine, after.Theirs) : (after.Theirs, after.Mine);
                Fits(ofAda, ofBob).ShouldBeTrue($"{wish} made {ofAda?.Type} and {ofBob?.Type}");
                Fits(ofBob, ofAda).ShouldBeTrue($"{wish} made {ofAda?.Type} and {ofBob?.Type}");
                (ofAda?.User ?? Ada).ShouldBe(Ada);
                (ofBob?.User ?? Bob).ShouldBe(Bob);
            }
        }
    }

    [Fact]
    public void Ignoring_outlasts_the_friendship()
    {
        var friend = new RelationRow { User = Ada, Other = Bob, Type = RelationType.Friend, IsIgnored = true, Nickname = "B." };
        var theirs = new RelationRow { User = Bob, Other = Ada, Type = RelationType.Friend };
        var after = RelationRules.Decide(new PairStanding(friend, theirs, []), Ada, Bob, RelationWish.Remove, null, Now).Value!;
        after.Mine!.Type.ShouldBe(RelationType.None);
        after.Mine.IsIgnored.ShouldBeTrue();
        after.Mine.Nickname.ShouldBeNull();
        after.Theirs.ShouldBeNull();
    }

    [Fact]
    public void A_request_from_somebody_without_a_shared_guild_is_a_strangers()
    {
        var asked = RelationRules.Decide(new PairStanding(null, null, []), Ada, Bob, RelationWish.Befriend, "hello", Now).Value!;
        asked.Theirs!.IsStranger.ShouldBeTrue();
        asked.Theirs.Note.ShouldBe("hello");
        asked.Mine!.Note.ShouldBeNull();
        RelationRules.Decide(new PairStanding(null, null, [new GuildId(9)]), Ada, Bob, RelationWish.Befriend, null, Now)
            .Value!.Theirs!.IsStranger.ShouldBeFalse();
    }

    private static bool Fits(RelationRow? one, RelationRow? other) => (one?.Type ?? RelationType.None) switch
    {
        RelationType.Friend => other?.Type == RelationType.Friend,
        RelationType.OutgoingRequest => other?.Type == RelationType.IncomingRequest,
        RelationType.IncomingRequest => other?.Type == RelationType.OutgoingRequest,
        _ => other?.Type is null or RelationType.None or RelationType.Blocked,
    };
}
