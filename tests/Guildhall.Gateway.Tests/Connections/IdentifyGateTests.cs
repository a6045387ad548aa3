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
        gate.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task A_storm_gets_in_whole()
    {
        await using var house = await GatewayHouse.Start();
        var clients = await Task.WhenAll(Enumerable.Range(1, IdentifyGate.AtOnce * 4).Select(i => house.Identified($"user-{i}")));
        house.Gateway.Metrics.Sessions.ShouldBe(clients.Length);
        house.Gateway.Identifies.Waiting.ShouldBe(0);
    }
}
