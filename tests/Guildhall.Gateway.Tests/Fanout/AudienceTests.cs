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
        var rows = Enumerable.Range(1, 60).Select(i => new SessionRow(new SessionRef((ulong)i), 0, default)).ToArray();
        var audiences = Enumerable.Range(1, 12).Select(i => new Audience((ulong)i)).ToArray();
        var model = audiences.Select(_ => new HashSet<SessionRow>()).ToArray();
        for (var step = 0; step < 20_000; step++)
        {
            var (row, at) = (rows[random.Next(rows.Length)], random.Next(audiences.Length));
            if (random.Next(2) == 0)
            {
                audiences[at].Add(row);
                model[at].Add(row);
            }
            else
            {
                audiences[at].Remove(row);
                model[at].Remove(row);
            }

            if (step % 50 != 0) continue;
            for (var i = 0; i < audiences.Length; i++) audiences[i].Rows.ToArray().ToHashSet().SetEquals(model[i]).ShouldBeTrue();
            foreach (var each in rows) each.Memberships.Count.ShouldBe(model.Count(set => set.Contains(each)));
        }
    }
}
