using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Tests.Sessions;

public sealed class FlushQueueTests
{
    [Fact]
    public void Rows_come_out_in_the_order_in_which_they_went_in()
    {
        var random = new Random(7);
        var queue = new FlushQueue();
        Queue<SessionRow> model = new();
        for (var step = 0; step < 20_000; step++)
        {
            // In waves, so that it grows, wraps around and runs empty.
            if (random.Next(10) < (step / 500 % 2 == 0 ? 8 : 2))
            {
                var row = new SessionRow(default(SessionRef), (ulong)step, default);
                queue.Enqueue(row);
                model.Enqueue(row);
            }
            else
            {
                queue.Dequeue().ShouldBeSameAs(model.TryDequeue(out var expected) ? expected : null);
            }

            queue.Count.ShouldBe(model.Count);
        }
    }
}
