using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Tests.Fanout;

public sealed class EventShelfTests
{
    [Fact]
    public void An_event_is_kept_once_while_any_ring_holds_it_and_no_longer()
    {
        var random = new Random(7);
        var shelf = new EventShelf();
        var rings = new ReplayRing[20];
        var models = rings.Select(_ => new List<SharedPayload>()).ToArray();
        for (var step = 0; step < 5_000; step++)
        {
            var (full, redacted) = (PayloadOf(random.Next(100)), PayloadOf(random.Next(100)));
            for (var i = 0; i < rings.Length; i++)
            {
                if (random.Next(4) == 0) continue;
                var payload = random.Next(3) == 0 ? redacted : full;
                rings[i].Append(payload, shelf);
                models[i].Add(payload);
                if (models[i].Count < random.Next(60)) continue;
                var dropped = random.Next(models[i].Count + 1);
                rings[i].Trim(rings[i].First + (uint)dropped - 1, shelf);
                models[i].RemoveRange(0, dropped);
            }

            shelf.Count.ShouldBe(models.SelectMany(model => model).Distinct().Count());
        }

        for (var i = 0; i < rings.Length; i++)
        {
            Enumerable.Range(0, models[i].Count).Select(k => rings[i].Get(rings[i].First + (uint)k, shelf)).ShouldBe(models[i]);
            rings[i].Clear(shelf);
        }

        shelf.Count.ShouldBe(0);
    }

    private static SharedPayload PayloadOf(int bytes) => new("X", new byte[bytes], isPrivate: false);
}
