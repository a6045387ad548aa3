using Guildhall.Community.Members.Lists;

namespace Guildhall.Community.Tests.Members;

public sealed class RankedSetTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 3_000)]
    [InlineData(3, 100_000)]
    public void It_answers_as_a_sorted_list_does(int seed, ulong names)
    {
        var random = new Random(seed);
        var set = new RankedSet();
        List<ListKey> model = [];
        for (var step = 0; step < 12_000; step++)
        {
            // Grows, then shrinks to nothing, then grows again: chunks are split and put together.
            var isShrinking = step is > 5_000 and < 9_500;
            var isAddition = random.Next(100) < (isShrinking ? 15 : 80);
            var key = !isAddition && model.Count > 0 && random.Next(10) > 0
                ? model[random.Next(model.Count)]
                : new ListKey((ulong)random.NextInt64((long)names), 0, (ulong)random.Next(3));
            var at = model.BinarySearch(key);
            if (isAddition)
            {
                set.Add(key).ShouldBe(at >= 0 ? -1 : ~at);
                if (at < 0) model.Insert(~at, key);
            }
            else
            {
                set.Remove(key).ShouldBe(Math.Max(at, -1));
                if (at >= 0) model.RemoveAt(at);
            }

            set.Count.ShouldBe(model.Count);
            if (step % 50 == 0) Compare(set, model, random);
        }
    }

    [Fact]
    public void A_set_made_of_sorted_keys_is_the_same_as_one_grown()
    {
        foreach (var count in (int[])[0, 1, 7, 383, 384, 385, 5_000])
        {
            ListKey[] keys = [.. Enumerable.Range(0, count).Select(i => new ListKey((ulong)i * 7, 1, 2))];
            var set = new RankedSet(keys);
            set.Count.ShouldBe(count);
            Compare(set, [.. keys], new Random(count));
            set.Add(new ListKey(3, 0, 0)).ShouldBe(Math.Min(count, 1));
            set.Remove(new ListKey(3, 0, 0)).ShouldBe(Math.Min(count, 1));
        }
    }

    [Fact]
    public void Names_stand_without_regard_to_case_and_equal_ones_by_id()
    {
        var ordered = new[] { ListKey.Of("Ada", new(9)), ListKey.Of("ada", new(10)), ListKey.Of("Bob", new(1)), ListKey.Of("Élise", new(2)), ListKey.Of("Ωmega", new(3)) };
        ordered.Order().ShouldBe(ordered);
        ListKey.Of("ÉLISE", new(2)).ShouldBe(ListKey.Of("élise", new(2)));
        (ListKey.Of("participant 007", new(9)) < ListKey.Of("Participant 010", new(8))).ShouldBeTrue();
        ListKey.Of(new string('語', 32), new(1)).High.ShouldNotBe(0UL);
        ListKey.Of("\ud800", new(1)).Id.ShouldBe(1UL);
    }

    private static void Compare(RankedSet set, List<ListKey> model, Random random)
    {
        Span<ListKey> page = new ListKey[random.Next(1, 900)];
        var start = random.Next(model.Count + 2);
        var read = set.CopyTo(start, page);
        page[..read].ToArray().ShouldBe(model.Skip(start).Take(page.Length));
        if (model.Count == 0) return;
        var at = random.Next(model.Count);
        set.RankOf(model[at]).ShouldBe(at);
        set.RankOf(new ListKey(model[at].High, 5, 5)).ShouldBe(-1);
    }
}
