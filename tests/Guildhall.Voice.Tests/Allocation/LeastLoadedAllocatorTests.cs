using System.Net;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Media;
using Guildhall.Voice.Tests.Signalling;

namespace Guildhall.Voice.Tests.Allocation;

public sealed class LeastLoadedAllocatorTests
{
    private readonly LeastLoadedAllocator _allocator = new();

    [Fact]
    public void A_room_goes_to_the_worker_with_the_most_head_room_in_its_region()
    {
        VoiceWorker[] workers = [Worker(0, "here", packets: 150_000), Worker(1, "here", packets: 40_000), Worker(2, "there", packets: 0)];
        _allocator.Choose(new RoomRequest(new ChannelId(1), "here", false), workers)!.Number.ShouldBe(1);
        _allocator.Choose(new RoomRequest(new ChannelId(1), null, false), workers)!.Number.ShouldBe(2);
        _allocator.Choose(new RoomRequest(new ChannelId(1), "nowhere", false), workers)!.Number.ShouldBe(2);
        _allocator.Choose(new RoomRequest(new ChannelId(1), "there", false, Avoid: 2), workers)!.Number.ShouldBe(1);
    }

    [Fact]
    public void A_full_worker_gets_no_room_and_a_full_house_none_at_all()
    {
        _allocator.Choose(new RoomRequest(new ChannelId(1), "here", false), [Worker(0, "here", cpu: 0.9), Worker(1, "there", cpu: 0.5)])!.Number.ShouldBe(1);
        _allocator.Choose(new RoomRequest(new ChannelId(1), null, false), [Worker(0, "here", cpu: 0.9)]).ShouldBeNull();
        _allocator.Choose(new RoomRequest(new ChannelId(1), null, false), []).ShouldBeNull();
    }

    [Fact]
    public void Rooms_spread_over_workers_that_are_equally_busy_and_find_the_same_one_again()
    {
        VoiceWorker[] workers = [Worker(0, "here"), Worker(1, "here"), Worker(2, "here"), Worker(3, "here")];
        var chosen = Enumerable.Range(1, 400).Select(id => _allocator.Choose(new RoomRequest(new ChannelId((ulong)id << 22), null, false), workers)!.Number).ToList();
        foreach (var worker in workers) chosen.Count(number => number == worker.Number).ShouldBeInRange(60, 140);
        var fewer = Enumerable.Range(1, 400).Select(id => _allocator.Choose(new RoomRequest(new ChannelId((ulong)id << 22), null, false), workers[..3])!.Number).ToList();
        for (var i = 0; i < 400; i++)
        {
            if (chosen[i] != 3) fewer[i].ShouldBe(chosen[i]);
        }
    }

    private static VoiceWorker Worker(int number, string region, long packets = 0, double cpu = 0) =>
        new(number, region, IPAddress.Loopback, new FakeWorker { Load = new WorkerLoad(0, 0, 0, packets, cpu) });
}
