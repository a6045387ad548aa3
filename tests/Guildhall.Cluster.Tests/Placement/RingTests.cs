using Guildhall.Cluster.Placement;

namespace Guildhall.Cluster.Tests;

/// <summary>Who owns an id.</summary>
public sealed class RingTests
{
    private const int Ids = 20_000;

    [Fact]
    public void Every_node_that_knows_the_same_nodes_in_any_order_names_the_same_owner()
    {
        var random = new Random(1);
        for (var count = 1; count <= 24; count++)
        {
            var nodes = Nodes(count);
            var ring = new Ring(nodes);
            random.Shuffle(nodes);
            var shuffled = new Ring(nodes);
            for (var index = 0; index < 1_000; index++)
            {
                var id = (ulong)random.NextInt64();
                shuffled.OwnerOf(id).ShouldBe(ring.OwnerOf(id));
            }
        }
    }

    [Fact]
    public void A_node_that_goes_moves_only_what_it_owned()
    {
        for (var count = 2; count <= 12; count++)
        {
            var (before, gone) = (new Ring(Nodes(count)), new NodeId(count / 2));
            var after = new Ring([.. Nodes(count).Where(node => node != gone)]);
            for (ulong id = 1; id <= Ids; id++)
            {
                if (before.OwnerOf(id << 22) == gone) after.OwnerOf(id << 22).ShouldNotBe(gone);
                else after.OwnerOf(id << 22).ShouldBe(before.OwnerOf(id << 22));
            }
        }
    }

    [Fact]
    public void A_node_that_comes_takes_its_share_and_nothing_moves_between_the_others()
    {
        for (var count = 1; count <= 12; count++)
        {
            var (before, after, newcomer) = (new Ring(Nodes(count)), new Ring(Nodes(count + 1)), new NodeId(count));
            var moved = 0;
            for (ulong id = 1; id <= Ids; id++)
            {
                var owner = after.OwnerOf(id << 22);
                if (owner == before.OwnerOf(id << 22)) continue;
                owner.ShouldBe(newcomer);
                moved++;
            }

            ((double)moved / Ids).ShouldBe(1.0 / (count + 1), 0.02);
        }
    }

    [Fact]
    public void Ids_spread_evenly_also_when_they_differ_only_in_their_time()
    {
        var ring = new Ring(Nodes(8));
        var owned = new int[8];
        for (ulong id = 1; id <= Ids; id++) owned[ring.OwnerOf(id << 22).Value]++;
        owned.ShouldAllBe(count => Math.Abs(count - (Ids / 8)) < Ids / 80);
    }

    [Fact]
    public void A_ring_without_nodes_is_refused() => Should.Throw<ArgumentException>(() => new Ring([]));

    private static NodeId[] Nodes(int count) => [.. Enumerable.Range(0, count).Select(value => new NodeId(value))];
}
