using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

public sealed class InteractionTokenTests
{
    private static readonly object Hello = new { type = 4, data = new { content = "hello" } };

    [Fact]
    public async Task An_interaction_is_answered_once()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("greet"), "greet");
        (await house.House.Nobody.Post(house.Webhook(told), new { content = "too early" })).Code.ShouldBe(10015);
        (await house.House.Nobody.Get(house.Original(told))).Code.ShouldBe(10015);
        (await house.Callback(told, new { type = 7, data = new { content = "x" } })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 6 })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 99 })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 4, data = new { content = "" } })).Code.ShouldBe(50006);
        (await house.Callback(told, Hello)).Ok();
        var second = await house.Callback(told, Hello);
        (second.Status, second.Code).ShouldBe((400, 40060));
    }

    [Fact]
    public async Task An_answer_after_three_seconds_is_too_late_and_the_person_is_told()
    {
        var time = new ManualTime();
        await using var house = await InteractionHouse.Start(time);
        var told = await house.Invoke(house.Bob, await house.Register("greet"), "greet");
        time.Advance(TimeSpan.FromSeconds(2.9));
        await house.Bob.Gateway.SawNo("INTERACTION_FAILURE");
        time.Advance(TimeSpan.FromSeconds(0.5));
        var late = await house.Callback(told, Hello);
        (late.Status, late.Code).ShouldBe((404, 10062));
        var failed = await house.Bob.Gateway.Saw("INTERACTION_FAILURE", seen => InteractionHouse.Id(seen) == InteractionHouse.Id(told));
        failed.GetProperty("reason_code").GetInt32().ShouldBe(2);
        await house.Ada.Gateway.SawNo("INTERACTION_FAILURE");
        (await house.House.Nobody.Post(house.Webhook(told), new { content = "late" })).Code.ShouldBe(10015);
    }

    [Fact]
    public async Task A_token_is_good_for_a_quarter_of_an_hour()
    {
        var time = new ManualTime();
        await using var house = await InteractionHouse.Start(time);
        var told = await house.Invoke(house.Bob, await house.Register("greet"), "greet");
        (await house.Callback(told, Hello)).Ok();
        time.Jump(TimeSpan.FromMinutes(14));
        (await house.House.Nobody.Patch(house.Original(told), new { content = "still" })).Ok();
        (await house.House.Nobody.Get(house.Webhook(told))).Ok()["type"].GetInt32().ShouldBe(3);
        time.Jump(TimeSpan.FromMinutes(1));
        foreach (var answer in (Answer[])
        [
            await house.House.Nobody.Patch(house.Original(told), new { content = "over" }),
            await house.House.Nobody.Get(house.Original(told)),
            await house.House.Nobody.Delete(house.Original(told)),
            await house.House.Nobody.Post(house.Webhook(told), new { content = "over" }),
            await house.House.Nobody.Get(house.Webhook(told)),
        ]) (answer.Status, answer.Code).ShouldBe((401, 50027));
        (await house.Callback(told, Hello)).Code.ShouldBe(10062);
    }

    [Fact]
    public async Task A_token_opens_nothing_but_its_own_interaction_for_its_own_application()
    {
        await using var house = await InteractionHouse.Start();
        var other = await InteractionHouse.Add(house.House, house.Guild, "Other");
        var command = await house.Register("greet");
        var told = await house.Invoke(house.Bob, command, "greet");
        var second = await house.Invoke(house.Bob, command, "greet");
        var token = InteractionHouse.Token(told);
        (await house.House.Nobody.Post($"/interactions/{InteractionHouse.Id(second)}/{token}/callback", Hello)).Code.ShouldBe(10062);
        (await house.House.Nobody.Post($"/interactions/{InteractionHouse.Id(told)}/{Forged(token)}/callback", Hello)).Code.ShouldBe(10062);
        (await house.House.Nobody.Post($"/interactions/{InteractionHouse.Id(told)}/made-up/callback", Hello)).Code.ShouldBe(10062);
        (await house.Callback(told, Hello)).Ok();
        (await house.Callback(second, Hello)).Ok();

        (await other.Post($"/webhooks/{other.Id}/{token}", new { content = "mine now" })).Code.ShouldBe(10015);
        (await other.Patch($"/webhooks/{other.Id}/{token}/messages/@original", new { content = "mine now" })).Code.ShouldBe(10015);
        (await other.Delete($"/webhooks/{other.Id}/{token}/messages/@original")).Code.ShouldBe(10015);
        (await house.House.Nobody.Post($"/webhooks/{house.Bot.Id}/{Forged(token)}", new { content = "x" })).Code.ShouldBe(50027);
        var seconds = (await house.House.Nobody.Get(house.Original(second))).Ok().Id;
        (await house.House.Nobody.Get($"{house.Webhook(told)}/messages/{seconds}")).Code.ShouldBe(10008);
        (await house.House.Nobody.Patch($"{house.Webhook(told)}/messages/{seconds}", new { content = "x" })).Code.ShouldBe(10008);
        var said = await house.General.Say("mine", by: "bob");
        (await house.House.Nobody.Delete($"{house.Webhook(told)}/messages/{said}")).Code.ShouldBe(10008);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_token_outlives_a_restart_of_the_house()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("greet"), "greet");
        (await house.Callback(told, Hello)).Ok();
        await house.House.Restart();
        (await house.House.Nobody.Patch(house.Original(told), new { content = "after" })).Ok()["content"].GetString().ShouldBe("after");
        var more = (await house.House.Nobody.Post(house.Webhook(told), new { content = "more" })).Ok();
        more["interaction_metadata"].GetProperty("name").GetString().ShouldBe("greet");
        (await house.Callback(told, Hello)).Code.ShouldBe(10062);
    }

    private static string Forged(string token) => token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
}
