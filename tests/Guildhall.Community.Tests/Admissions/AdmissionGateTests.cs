using Guildhall.Cluster.Load;
using Guildhall.Community.Edge.Admission;
using Guildhall.Testing;

namespace Guildhall.Community.Tests.Admissions;

/// <summary>Who is let in, who waits and who is turned away when the queues behind are late.</summary>
public sealed class AdmissionGateTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly HouseLoad _load;
    private readonly AdmissionGate _gate;
    private readonly Queue<Action> _queue = new();
    private bool _isLate;

    public AdmissionGateTests()
    {
        _load = new HouseLoad(_time, isOn: true, watchesPool: false);
        _load.Watch("test", TimeSpan.FromMilliseconds(10), arrived =>
        {
            if (_isLate) _queue.Enqueue(arrived);
            else arrived();
        });
        _gate = new AdmissionGate(_load, _time);
    }

    public void Dispose()
    {
        _gate.Dispose();
        _load.Dispose();
    }

    [Fact]
    public async Task While_there_is_room_everybody_is_let_in_at_once()
    {
        for (var i = 0; i < 10_000; i++)
        {
            using var admission = await _gate.Enter(RequestClass.Change);
            admission.ShouldNotBeNull();
        }

        _gate.Inside.ShouldBe(0);
        _gate.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task Who_waits_is_let_in_when_somebody_leaves_changes_before_questions()
    {
        var inside = await Fill();
        var question = _gate.Enter(RequestClass.Question).AsTask();
        var change = _gate.Enter(RequestClass.Change).AsTask();
        inside[0].Dispose();
        (await change).ShouldNotBeNull();
        question.IsCompleted.ShouldBeFalse();
        inside[1].Dispose();
        (await question).ShouldNotBeNull();
    }

    [Fact]
    public async Task Questions_are_not_starved_by_changes()
    {
        var inside = await Fill();
        var question = _gate.Enter(RequestClass.Question).AsTask();
        var changes = Enumerable.Range(0, 20).Select(_ => _gate.Enter(RequestClass.Change).AsTask()).ToArray();
        for (var i = 0; i < 4; i++) inside[i].Dispose();
        (await question).ShouldNotBeNull();
        changes.Count(change => change.IsCompleted).ShouldBeLessThan(5);
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_turned_away()
    {
        await Fill();
        _isLate = true;
        _time.Advance(HouseLoad.Interval * (QueueDelay.Samples + 2));
        _load.IsPressed.ShouldBeTrue();
        await Fill(); // it has widened before it was late
        var waiting = _gate.Enter(RequestClass.Change).AsTask();
        _time.Advance(AdmissionGate.Patience / 2);
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(AdmissionGate.Patience);
        (await waiting).ShouldBeNull();
        _gate.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task No_more_wait_than_fit_and_the_next_is_turned_away_at_once()
    {
        await Fill();
        var waiting = Enumerable.Range(0, AdmissionGate.WaitingMost).Select(_ => _gate.Enter(RequestClass.Change).AsTask()).ToArray();
        var next = _gate.Enter(RequestClass.Change);
        next.IsCompleted.ShouldBeTrue();
        (await next).ShouldBeNull();
        waiting.Count(one => one.IsCompleted).ShouldBe(0);
    }

    [Fact]
    public async Task The_gate_narrows_while_a_queue_stays_late_and_widens_again_when_it_does_not()
    {
        var inside = await Fill();
        var wide = _gate.Limit;
        _isLate = true;
        _time.Advance(TimeSpan.FromMilliseconds(400));
        _load.IsPressed.ShouldBeTrue();
        _gate.Limit.ShouldBeLessThan(wide);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(HouseLoad.Interval);
            _load.Stir();
        }

        _gate.Limit.ShouldBe(AdmissionGate.Least);
        _isLate = false;
        _queue.Dequeue()();
        foreach (var one in inside) one.Dispose();
        for (var i = 0; i < 40; i++)
        {
            inside = await Fill();
            _time.Advance(HouseLoad.Interval);
            foreach (var one in inside) one.Dispose();
        }

        _load.IsPressed.ShouldBeFalse();
        _gate.Limit.ShouldBeGreaterThan(wide / 2);
    }

    [Fact]
    public async Task A_burst_that_a_queue_works_off_narrows_nothing()
    {
        await Fill();
        var wide = _gate.Limit;
        for (var i = 0; i < 50; i++)
        {
            _isLate = i % 4 != 3;
            if (!_isLate && _queue.TryDequeue(out var arrived)) arrived();
            _time.Advance(HouseLoad.Interval);
        }

        _gate.Limit.ShouldBeGreaterThanOrEqualTo(wide);
    }

    [Fact]
    public async Task A_request_that_takes_long_keeps_nobody_out()
    {
        var slow = await Fill();
        _time.Advance(AdmissionGate.CountedFor + HouseLoad.Interval);
        _gate.Inside.ShouldBe(0);
        (await _gate.Enter(RequestClass.Change)).ShouldNotBeNull();
        foreach (var one in slow) one.Dispose();
        _gate.Inside.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_measured_while_nobody_asks()
    {
        (await _gate.Enter(RequestClass.Change))!.Dispose();
        _time.ArmedTimers.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(2));
        _time.ArmedTimers.ShouldBe(0);
    }

    private async Task<List<Admission>> Fill()
    {
        List<Admission> inside = [];
        while (_gate.Inside < _gate.Limit) inside.Add((await _gate.Enter(RequestClass.Change))!);
        return inside;
    }
}
