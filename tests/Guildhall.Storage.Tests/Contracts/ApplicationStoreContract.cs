using Guildhall.Storage.Applications;
using Guildhall.Storage.Users;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store of applications' events and figures does.</summary>
public abstract class ApplicationStoreContract : StoreContract
{
    private static readonly ApplicationId Engine = new(400);
    private static readonly ApplicationId Loom = new(401);

    [Fact]
    public async Task Deliveries_wait_for_their_application_the_oldest_first()
    {
        await Put(Delivery(3, Engine), Delivery(1, Engine), Delivery(2, Loom));
        (await Store.Applications.AwaitedApplications(10, Cancel)).ShouldBe([Engine, Loom]);
        (await Store.Applications.AwaitedApplications(1, Cancel)).ShouldBe([Engine]);
        var waiting = await Store.Applications.EventDeliveries(Engine, 10, Cancel);
        waiting.Select(row => row.Id.Value).ShouldBe([1ul, 3ul]);
        waiting[0].Body.ToArray().ShouldBe("{\"n\":1}"u8.ToArray());
        (await Store.Applications.EventDeliveries(Engine, 1, Cancel)).Count.ShouldBe(1);
        await Put(new DeleteEventDelivery(new Snowflake(1)));
        (await Store.Applications.EventDeliveries(Engine, 10, Cancel)).Select(row => row.Id.Value).ShouldBe([3ul]);
        await Put(new DeleteEventDeliveries(Engine));
        (await Store.Applications.AwaitedApplications(10, Cancel)).ShouldBe([Loom]);
    }

    [Fact]
    public async Task Who_waits_for_deliveries_wakes_when_one_is_durable_and_for_nothing_else()
    {
        var added = Store.Applications.EventAdded;
        await Put(new DeleteEventDeliveries(Engine));
        added.IsCompleted.ShouldBeFalse();
        await Put(Delivery(1, Engine));
        await added.WaitAsync(Cancel);
    }

    [Fact]
    public async Task An_application_that_takes_nothing_has_a_bounded_number_of_deliveries()
    {
        await Put([.. Enumerable.Range(1, PutEventDelivery.PerApplication + 5).Select(id => Delivery((ulong)id, Engine))]);
        await Put(Delivery(5_000, Loom));
        (await Store.Applications.EventDeliveries(Engine, 10_000, Cancel)).Count.ShouldBe(PutEventDelivery.PerApplication);
        (await Store.Applications.EventDeliveries(Loom, 10, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Figures_are_read_back_by_day_and_old_days_are_forgotten()
    {
        var day = new ApplicationUsageRow(Engine, 100, 3, 5, 1, [0, 4, 0, 1]);
        await Put(new PutApplicationUsage(day, 0), new PutApplicationUsage(day with { Day = 90 }, 0), new PutApplicationUsage(day with { Application = Loom, Day = 10 }, 0));
        ShouldBeTheSame((await Store.Applications.Usage(Engine, 95, Cancel)).ShouldHaveSingleItem(), day);
        await Put(new PutApplicationUsage(day with { Commands = 7 }, 95));
        (await Store.Applications.Usage(Engine, 0, Cancel)).ShouldHaveSingleItem().Commands.ShouldBe(7);
        (await Store.Applications.Usage(Loom, 0, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_application_leaves_nothing()
    {
        await Put(Bare<PutApplication>() with { Application = Bare<ApplicationRow>() with { Id = Engine } });
        await Put(Delivery(1, Engine), new PutApplicationUsage(new ApplicationUsageRow(Engine, 1, 1, 1, 1, []), 0));
        await Put(new DeleteApplication(Engine));
        (await Store.Applications.EventDeliveries(Engine, 10, Cancel)).ShouldBeEmpty();
        (await Store.Applications.Usage(Engine, 0, Cancel)).ShouldBeEmpty();
    }

    private static PutEventDelivery Delivery(ulong id, ApplicationId application) =>
        new(new EventDeliveryRow(new Snowflake(id), application, System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{id}}}""")));
}
