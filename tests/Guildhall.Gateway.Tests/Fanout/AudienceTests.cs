using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Tests.Fanout;

public sealed class AudienceTests
{
    [Fact]
    public void Rows_that_come_and_go_leave_what_a_set_would_hold()
    {
        var random = new Random(12);
        var table = new AudienceTable();
        var rows = Enumerable.Range(1, 60).Select(i => new SessionRow(new SessionRef((ulong)i), 0, default)).ToArray();
        var model = Enumerable.Range(0, 13).Select(_ => new HashSet<SessionRow>()).ToArray();
        for (var step = 0; step < 20_000; step++)
        {
            var row = rows[random.Next(rows.Length)];
            var named = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(1, model.Length)).ToArray();
            AudienceId[] audiences = [.. named.Select(id => new AudienceId((ulong)id))];
            switch (random.Next(9))
            {
                case 0:
                    table.LeaveAll(row);
                    foreach (var set in model) set.Remove(row);
                    break;
                case < 5:
                    table.Join(row, audiences);
                    foreach (var id in named) model[id].Add(row);
                    break;
                default:
                    table.Leave(row, audiences);
                    foreach (var id in named) model[id].Remove(row);
                    break;
            }

            if (step % 50 == 0) Compare(table, rows, model);
        }

        foreach (var row in rows) table.LeaveAll(row);
        (table.Count, table.Circles).ShouldBe((0, 0));
    }

    [Fact]
    public void Sessions_that_see_the_same_channels_share_one_circle()
    {
        var table = new AudienceTable();
        var rows = Enumerable.Range(1, 1_000).Select(i => new SessionRow(new SessionRef((ulong)i), 0, default)).ToArray();
        AudienceId[] channels = [.. Enumerable.Range(1, 50).Select(id => new AudienceId((ulong)id))];
        foreach (var row in rows) table.Join(row, channels);
        (table.Count, table.Circles).ShouldBe((50, 1));
        foreach (var row in rows) row.Memberships.Count.ShouldBe(1);

        table.Leave(rows[0], [channels[7]]);
        (table.Count, table.Circles).ShouldBe((50, 2));
        Members(table, 8).ShouldNotContain(rows[0]);
        Members(table, 9).Count.ShouldBe(1_000);
    }

    [Fact]
    public void An_audience_is_small_as_long_as_its_circles_are_together()
    {
        var table = new AudienceTable();
        for (var i = 1ul; i <= 10; i++) table.Join(new SessionRow(new SessionRef(i), 0, default), (ulong[])[1, (i % 2) + 2]);
        table.Find(1)!.HasAtMost(10).ShouldBeTrue();
        table.Find(1)!.HasAtMost(9).ShouldBeFalse();
        table.Find(2)!.HasAtMost(5).ShouldBeTrue();
    }

    private static void Compare(AudienceTable table, SessionRow[] rows, HashSet<SessionRow>[] model)
    {
        for (var id = 1; id < model.Length; id++)
        {
            var members = Members(table, (ulong)id);
            members.Count.ShouldBe(model[id].Count); // and nobody is there twice
            members.ToHashSet().SetEquals(model[id]).ShouldBeTrue();
        }

        foreach (var row in rows) row.Memberships.Audiences().Count(id => id != Memberships.Between).ShouldBe(model.Count(set => set.Contains(row)));
        table.Count.ShouldBe(model.Count(set => set.Count > 0));
    }

    private static List<SessionRow> Members(AudienceTable table, ulong audience)
    {
        List<SessionRow> members = [];
        foreach (var circle in table.CirclesOf(audience)) members.AddRange(circle.Rows);
        return members;
    }
}
