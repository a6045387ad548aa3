using Guildhall.Gateway.Connections.Loops;

namespace Guildhall.Gateway.Tests.Connections.Loops;

public sealed class UnsentBytesTests
{
    [Fact]
    public void Whatever_is_added_and_taken_comes_out_in_order()
    {
        var random = new Random(20_260_101);
        var unsent = new UnsentBytes([0]);
        var (added, taken) = (1, 0);
        for (var step = 0; step < 2_000; step++)
        {
            var count = random.Next(1, 3_000);
            var span = unsent.GetSpan(count);
            span.Length.ShouldBeGreaterThanOrEqualTo(count);
            for (var i = 0; i < count; i++) span[i] = (byte)added++;
            unsent.Advance(count);
            var leaving = random.Next(unsent.Bytes.Length + 1);
            foreach (var one in unsent.Bytes[..leaving]) one.ShouldBe((byte)taken++);
            unsent.Took(leaving);
        }

        unsent.Bytes.Length.ShouldBe(added - taken);
        unsent.Took(unsent.Bytes.Length);
        unsent.IsEmpty.ShouldBeTrue();
        unsent.Return();
    }
}
