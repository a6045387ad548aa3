using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Connections;

/// <summary>A storm of IDENTIFY is worked off in portions, behind those who resume.</summary>
public sealed class IdentifyGateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task So_many_are_decided_at_a_time_and_the_others_follow_in_order()
    {
        var gate = new IdentifyGate(null, _time);
        for (var i = 0; i < IdentifyGate.AtOnce; i++) (await gate.Enter()).ShouldBeTrue();
        var (next, last) = (gate.Enter().AsTask(), gate.Enter().AsTask());
        next.IsCompleted.ShouldBeFalse();
        gate.Left();
        (await next).ShouldBeTrue();
        last.IsCompleted.ShouldBeFalse();
        gate.Left();
        (await last).ShouldBeTrue();
    }

    [Fact]
    public async Task Those_who_resume_come_first()
    {
        var gate = new IdentifyGate(null, _time);
        for (var i = 0; i <= IdentifyGate.ManyResumes; i++) gate.Resuming();
        for (var i = 0; i < IdentifyGate.AtOnceWhenLate; i++) (await gate.Enter()).ShouldBeTrue();
        var next = gate.Enter().AsTask();
        gate.Tick();
        next.IsCompleted.ShouldBeFalse();
        gate.Resumed();
        gate.Tick();
        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_turned_away()
    {
        var gate = new IdentifyGate(null, _time);
        for (var i = 0; i < IdentifyGate.AtOnce; i++) await gate.Enter();
        var waiting = gate.Enter().AsTask();
        _time.Advance(IdentifyGate.Patience);
        gate.Tick();
        (await waiting).ShouldBeFalse();
        (gate.RefusedLate, gate.RefusedFull, gate.Admitted).ShouldBe((1, 0, IdentifyGate.AtOnce));
    }

    [Fact]
    public async Task A_storm_gets_in_whole()
    {
        await using var house = await GatewayHouse.Start();
        var clients = await Task.WhenAll(Enumerable.Range(1, IdentifyGate.AtOnce * 4).Select(i => house.Identified($"user-{i}")));
        house.Gateway.Metrics.Sessions.ShouldBe(clients.Length);
        house.Gateway.Identifies.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Those_whom_a_loop_resumes_by_itself_come_first_too()
    {
        if (GatewayHouse.HasTls) return; // No loop has them then.
        await using var house = await GatewayHouse.Start(
            new GatewayOptions { Shards = 1, EventsPerWindow = 100_000, Transport = GatewayTransport.Loops, HeartbeatInterval = TimeSpan.FromMinutes(10) }, _time);
        var client = await house.Identified();
        for (var i = 0; i <= IdentifyGate.ManyQuickResumes; i++) client = await Again(house, client);
        house.Gateway.Metrics.QuickResumes.ShouldBe(IdentifyGate.ManyQuickResumes + 1);
        house.Gateway.Metrics.Resumes.ShouldBe(IdentifyGate.ManyQuickResumes + 1);

        var decided = new TaskCompletionSource();
        house.Backend.BeforeReady = _ => new ValueTask(decided.Task);
        var newcomers = Enumerable.Range(2, IdentifyGate.AtOnceWhenLate + 3).Select(i => house.Identified($"user-{i}")).ToArray();
        await Until(() => house.Gateway.Metrics.IdentifiesWaiting == 3);
        house.Gateway.Metrics.IdentifiesAdmitted.ShouldBe(1 + IdentifyGate.AtOnceWhenLate);

        // Over when a whole second had no more than a few.
        _time.Advance(TimeSpan.FromSeconds(1));
        house.Gateway.Metrics.IdentifiesWaiting.ShouldBe(3);
        _time.Advance(TimeSpan.FromSeconds(1));
        house.Gateway.Metrics.IdentifiesWaiting.ShouldBe(0);
        decided.SetResult();
        await Task.WhenAll(newcomers);
    }

    [Fact]
    public async Task What_becomes_of_an_identify_is_measured()
    {
        var waits = new ConcurrentQueue<double>();
        using var listener = new MeterListener();
        await using var house = await GatewayHouse.Start(time: _time);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument, house.Gateway.Identifies.Waits)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => waits.Enqueue(seconds));
        listener.Start();

        var decided = new TaskCompletionSource();
        house.Backend.BeforeReady = _ => new ValueTask(decided.Task);
        var first = Enumerable.Range(1, IdentifyGate.AtOnce).Select(i => house.Identified($"user-{i}")).ToArray();
        await Until(() => house.Gateway.Metrics.IdentifiesAdmitted == IdentifyGate.AtOnce);
        var tooLate = await house.Connect();
        await tooLate.Hello();
        await tooLate.Identify("user-100");
        await Until(() => house.Gateway.Metrics.IdentifiesWaiting == 1);
        _time.Advance(IdentifyGate.Patience / 2);
        var next = house.Identified("user-101");
        await Until(() => house.Gateway.Metrics.IdentifiesWaiting == 2);
        _time.Advance(IdentifyGate.Patience / 2);

        (await tooLate.Op(9)).GetProperty("d").GetBoolean().ShouldBeFalse();
        house.Gateway.Metrics.IdentifiesRefused.ShouldBe(1);
        waits.ShouldAllBe(seconds => seconds == 0);
        decided.SetResult();
        await Task.WhenAll(first.Append(next));
        house.Gateway.Metrics.IdentifiesAdmitted.ShouldBe(IdentifyGate.AtOnce + 1);
        waits.Count.ShouldBe(IdentifyGate.AtOnce + 1);
        waits.Max().ShouldBe((IdentifyGate.Patience / 2).TotalSeconds);
    }

    private static async Task<WireClient> Again(GatewayHouse house, WireClient lost)
    {
        lost.Drop();
        var back = await house.Connect();
        await back.Hello();
        (back.Sequence, back.SessionId) = (lost.Sequence, lost.SessionId);
        await back.Resume("user-1", lost.SessionId, lost.Sequence);
        await back.Dispatch("RESUMED");
        return back;
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
