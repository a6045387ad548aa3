using System.Text;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Tests.Sessions;

public sealed class ReplayRingTests
{
    [Fact]
    public void It_behaves_like_a_list_with_numbers()
    {
        var random = new Random(31);
        for (var run = 0; run < 50; run++)
        {
            var ring = default(ReplayRing);
            var shelf = new EventShelf();
            List<(uint Sequence, SharedPayload Payload)> model = [];
            var last = 0u;
            for (var step = 0; step < 2_000; step++)
            {
                switch (random.Next(12))
                {
                    case 0 when model.Count > 0:
                        ring.DropOldest(shelf);
                        model.RemoveAt(0);
                        break;
                    case 1:
                        var upTo = (uint)random.Next((int)last + 2);
                        ring.Trim(upTo, shelf);
                        model.RemoveAll(entry => entry.Sequence <= upTo);
                        break;
                    default:
                        var payload = new SharedPayload("X", Encoding.UTF8.GetBytes(new string('x', random.Next(20))), random.Next(2) == 0);
                        ring.Append(payload, shelf);
                        model.Add((++last, payload));
                        break;
                }

                ring.Last.ShouldBe(last);
                ring.Count.ShouldBe(model.Count);
                ring.First.ShouldBe(model.Count == 0 ? last + 1 : model[0].Sequence);
                ring.Bytes.ShouldBe(model.Sum(entry => (long)entry.Payload.Length));
                ring.PrivateBytes.ShouldBe(model.Where(entry => entry.Payload.IsPrivate).Sum(entry => entry.Payload.Length));
                if (model.Count == 0) continue;
                var (sequence, expected) = model[random.Next(model.Count)];
                ring.Get(sequence, shelf).ShouldBeSameAs(expected);
            }
        }
    }
}
