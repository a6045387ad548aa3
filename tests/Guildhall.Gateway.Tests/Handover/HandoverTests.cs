using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Handover;

/// <summary>A planned restart: one gateway writes its sessions down, the next takes them up.</summary>
public sealed class HandoverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_goes_on_in_the_next_run_and_misses_nothing()
    {
        var lost = await InFirstRun(async (house, client) =>
        {
            await house.Publish(Events.Message(1));
            await client.Dispatch("MESSAGE_CREATE");
            client.Drop();
            await house.Publish(Events.Message(2));
            await house.Publish(Events.Message(3));
        });
        await using var next = await GatewayHouse.Start(Options());
        await next.Settled();
        next.Gateway.Metrics.Sessions.ShouldBe(1);
        await next.Publish(Events.Message(4));
        var back = await Resume(next, lost);
        for (var i = 2; i <= 4; i++) Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(i);
        await back.Dispatch("RESUMED");
        await next.Publish(Events.Message(5));
        Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(5);
    }

    [Fact]
    public async Task A_session_survives_many_restarts_without_a_client_in_between()
    {
        var lost = await InFirstRun((_, client) => Dropped(client));
        for (var run = 1; run <= 3; run++)
        {
            await using var house = await GatewayHouse.Start(Options());
            await house.Publish(Events.Message(run));
            await Stop(house);
        }

        await using var last = await GatewayHouse.Start(Options());
        var back = await Resume(last, lost);
        for (var run = 1; run <= 3; run++) Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(run);
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task The_file_is_its_owner_s_alone_and_is_used_once()
    {
        var lost = await InFirstRun((_, client) => Dropped(client));
        var file = Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (await GatewayHouse.Start(Options())) Directory.GetFiles(_folder.Path).ShouldBeEmpty();
        await using var third = await GatewayHouse.Start(Options());
        await IsInvalid(third, lost);
    }

    [Fact]
    public async Task What_was_said_goodbye_to_is_not_handed_over()
    {
        await InFirstRun(async (house, client) =>
        {
            await client.SendClose(1000);
            await client.Closed();
            await house.Backend.NextEnded();
        });
        await using var next = await GatewayHouse.Start(Options());
        await next.Settled();
        next.Gateway.Metrics.Sessions.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task A_damaged_file_is_ignored_and_clients_identify_again(int at)
    {
        var lost = await InFirstRun((_, client) => Dropped(client));
        var file = Directory.GetFiles(_folder.Path).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using var next = await GatewayHouse.Start(Options());
        await IsInvalid(next, lost);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    [InlineData(-1, false)]
    public async Task A_file_is_good_for_five_minutes(int minutes, bool isGood)
    {
        var time = new ManualTime();
        var lost = await InFirstRun((_, client) => Dropped(client), time);
        var later = new ManualTime();
        later.Advance(TimeSpan.FromMinutes(minutes));
        await using var next = await GatewayHouse.Start(Options(), later);
        if (isGood) await (await Resume(next, lost)).Dispatch("RESUMED");
        else await IsInvalid(next, lost);
    }

    [Fact]
    public async Task A_run_that_keeps_no_sessions_forgets_those_of_earlier_ones()
    {
        var lost = await InFirstRun((_, client) => Dropped(client));
        await using (await GatewayHouse.Start(Options() with { KeepsSessions = false })) Directory.GetFiles(_folder.Path).ShouldBeEmpty();
        await using var next = await GatewayHouse.Start(Options());
        await IsInvalid(next, lost);
    }

    [Fact]
    public async Task With_fewer_shards_the_sessions_of_those_that_are_left_go_on()
    {
        List<WireClient> lost = [];
        await using (var house = await GatewayHouse.Start(Options()))
        {
            for (var i = 1; i <= 4; i++) lost.Add(await house.Identified($"user-{i}"));
            await Stop(house);
        }

        await using var next = await GatewayHouse.Start(Options() with { Shards = 1 });
        await next.Settled();
        next.Gateway.Metrics.Sessions.ShouldBe(2);
        await next.Publish(Events.Message(1));
        foreach (var (i, client) in lost.Index())
        {
            var back = await next.Connect();
            await back.Hello();
            back.Sequence = client.Sequence;
            await back.Resume($"user-{i + 1}", client.SessionId, client.Sequence);
            var first = await back.Payload();
            if (first.GetProperty("op").GetInt32() == 0) Number(first).ShouldBe(1);
            else first.GetProperty("op").GetInt32().ShouldBe(9);
        }

        next.Gateway.Metrics.Resumes.ShouldBe(2);
    }

    private GatewayOptions Options() => new() { Shards = 2, EventsPerWindow = 100_000, HandoverFolder = _folder.Path };

    private async Task<WireClient> InFirstRun(Func<GatewayHouse, WireClient, Task> act, TimeProvider? time = null)
    {
        await using var house = await GatewayHouse.Start(Options(), time);
        var client = await house.Identified();
        await act(house, client);
        await Stop(house);
        return client;
    }

    private static async Task Stop(GatewayHouse house)
    {
        await house.Gateway.Drain(TimeSpan.Zero);
        await house.Gateway.HandOver(CancellationToken.None);
    }

    private static Task Dropped(WireClient client)
    {
        client.Drop();
        return Task.CompletedTask;
    }

    private static async Task<WireClient> Resume(GatewayHouse house, WireClient lost)
    {
        var back = await house.Connect();
        await back.Hello();
        back.Sequence = lost.Sequence;
        await back.Resume("user-1", lost.SessionId, lost.Sequence);
        return back;
    }

    private static async Task IsInvalid(GatewayHouse house, WireClient lost)
    {
        house.Gateway.Metrics.Sessions.ShouldBe(0);
        var back = await Resume(house, lost);
        (await back.Op(9)).GetProperty("d").GetBoolean().ShouldBeFalse();
    }

    private static int Number(System.Text.Json.JsonElement payload) => payload.GetProperty("d").GetProperty("n").GetInt32();
}
