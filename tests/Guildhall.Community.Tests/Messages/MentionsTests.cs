using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed class MentionsTests
{
    private static readonly StoredMessage ByBob = new() { Channel = SmallGuild.General, Id = new(new Snowflake(99)), Guild = SmallGuild.Guild, Author = SmallGuild.Bob };

    [Fact]
    public void Nobody_is_notified_whom_the_author_does_not_allow_or_who_is_not_there()
    {
        UserId[] people = [SmallGuild.Ada, SmallGuild.Bob, SmallGuild.Owner, SmallGuild.Stranger];
        RoleId[] roles = [SmallGuild.Loud, SmallGuild.Quiet, new(new Snowflake(77)), new(SmallGuild.Guild.Value)];
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var held = random.Next(2) == 0 ? PermissionMath.Default : PermissionMath.Default & ~Permissions.MentionEveryone;
            var entered = SmallGuild.Entered(held);
            var named = people.Where(_ => random.Next(2) == 0).ToArray();
            var called = roles.Where(_ => random.Next(2) == 0).ToArray();
            var everyone = random.Next(2) == 0;
            var content = string.Join(' ', named.Select(id => $"<@{id}>").Concat(called.Select(id => $"<@&{id}>"))) + (everyone ? " @everyone" : "");
            var allowed = random.Next(4) == 0 ? null : Some(random, people, roles);
            var answered = random.Next(2) == 0 ? ByBob : null;
            var mentions = Mentions.Of(entered, SmallGuild.Ada, content, allowed, answered);

            var may = allowed ?? AllowedMentions.Everything;
            var mayAll = held.Has(Permissions.MentionEveryone);
            var expected = named.Where(id => may.ParseUsers || may.Users.Contains(id)).Where(id => id != SmallGuild.Stranger);
            if (answered is not null && may.RepliedUser) expected = expected.Append(SmallGuild.Bob);
            mentions.Users.Order(ById).ShouldBe(expected.Distinct().Order(ById));
            mentions.Users.ShouldBeUnique();
            mentions.Roles.ShouldBe(called.Where(id =>
                (id == SmallGuild.Loud || (id == SmallGuild.Quiet && mayAll)) && (may.ParseRoles || may.Roles.Contains(id))));
            mentions.Everyone.ShouldBe(everyone && mayAll && may.ParseEveryone);
        }
    }

    private static readonly Comparer<UserId> ById = Comparer<UserId>.Create((a, b) => a.Number.CompareTo(b.Number));

    private static AllowedMentions Some(Random random, UserId[] people, RoleId[] roles) => new()
    {
        ParseUsers = random.Next(2) == 0,
        ParseRoles = random.Next(2) == 0,
        ParseEveryone = random.Next(2) == 0,
        RepliedUser = random.Next(2) == 0,
        Users = [.. people.Where(_ => random.Next(2) == 0)],
        Roles = [.. roles.Where(_ => random.Next(2) == 0)],
    };
}
