using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

public sealed class ComponentInteractionTests
{
    private const int Ephemeral = 64;

    private static readonly object Rows = new object[]
    {
        new { type = 1, components = new object[] { new { type = 2, style = 1, label = "Press", custom_id = "press" }, new { type = 2, style = 2, label = "No", custom_id = "no", disabled = true } } },
        new { type = 1, components = new object[] { new { type = 5, custom_id = "whom", max_values = 2 } } },
    };

    private static readonly object Form = new
    {
        custom_id = "survey",
        title = "Survey",
        components = new object[] { new { type = 18, label = "Name", component = new { type = 4, custom_id = "name", style = 1, max_length = 10 } } },
    };

    [Fact]
    public async Task A_button_reaches_its_application_and_the_message_is_updated()
    {
        await using var house = await InteractionHouse.Start();
        var message = await Shown(house);
        var told = await Click(house, house.Bob, message, "press", 2);
        told.GetProperty("type").GetInt32().ShouldBe(3);
        told.GetProperty("data").GetProperty("custom_id").GetString().ShouldBe("press");
        told.GetProperty("data").GetProperty("component_type").GetInt32().ShouldBe(2);
        InteractionHouse.Id(told.GetProperty("message")).ShouldBe(message);
        var updated = (await house.Callback(told, new { type = 7, data = new { content = "pressed", components = Array.Empty<object>() } }, withResponse: true)).Ok();
        InteractionHouse.Id(updated["resource"].GetProperty("message")).ShouldBe(message);
        var seen = await house.Ada.Gateway.Saw("MESSAGE_UPDATE", changed => InteractionHouse.Id(changed) == message);
        seen.GetProperty("content").GetString().ShouldBe("pressed");
        seen.GetProperty("components").GetArrayLength().ShouldBe(0);
        (await house.House.Nobody.Get(house.Original(told))).Ok().Id.ShouldBe(message);
        (await house.Bob.Post("/interactions", Body(house, message, "press", 2, "again"))).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_deferred_update_is_followed_by_an_edit_and_a_reply()
    {
        await using var house = await InteractionHouse.Start();
        var message = await Shown(house);
        var told = await Click(house, house.Bob, message, "press", 2);
        (await house.Callback(told, new { type = 6 })).Ok().Status.ShouldBe(204);
        (await house.House.Nobody.Patch(house.Original(told), new { content = "later" })).Ok().Id.ShouldBe(message);
        var more = (await house.House.Nobody.Post(house.Webhook(told), new { content = "and" })).Ok();
        more["interaction_metadata"].GetProperty("interacted_message_id").GetString().ShouldBe(message);
        var other = await Click(house, house.Ada, message, "press", 2);
        var answered = (await house.Callback(other, new { type = 4, data = new { content = "a reply" } }, withResponse: true)).Ok()["resource"].GetProperty("message");
        answered.GetProperty("type").GetInt32().ShouldBe(19);
        answered.GetProperty("message_reference").GetProperty("message_id").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task A_select_of_users_tells_who_they_are()
    {
        await using var house = await InteractionHouse.Start();
        var message = await Shown(house);
        var told = await Click(house, house.Bob, message, "whom", 5, [house.Ada.Id, house.Bob.Id]);
        told.GetProperty("data").GetProperty("values").GetArrayLength().ShouldBe(2);
        told.GetProperty("data").GetProperty("resolved").GetProperty("members").TryGetProperty(house.Ada.Id, out _).ShouldBeTrue();
        (await house.Bob.Post("/interactions", Body(house, message, "whom", 5, "many", ["1", "2", "3"]))).Code.ShouldBe(50035);
        (await house.Bob.Post("/interactions", Body(house, message, "no", 2, "disabled"))).Code.ShouldBe(50035);
        (await house.Bob.Post("/interactions", Body(house, message, "elsewhere", 2, "missing"))).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Who_is_timed_out_presses_nothing()
    {
        await using var house = await InteractionHouse.Start();
        var message = await Shown(house);
        var until = house.House.Now.AddHours(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        (await house.Ada.Patch($"/guilds/{house.Guild.Id}/members/{house.Bob.Id}", new { communication_disabled_until = until })).Ok();
        (await house.Bob.Post("/interactions", Body(house, message, "press", 2, "silent"))).Code.ShouldBe(50013);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");
    }

    [Fact]
    public async Task Another_applications_message_is_not_to_be_used()
    {
        await using var house = await InteractionHouse.Start();
        var other = await InteractionHouse.Add(house.House, house.Guild, "Other");
        var message = (await other.Post($"/channels/{house.General.Id}/messages", new { content = "x", components = Rows })).Ok().Id;
        (await house.Bob.Post("/interactions", Body(house, message, "press", 2, "foreign"))).Code.ShouldBe(10008);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");
        await other.DisposeAsync();
    }

    [Fact]
    public async Task The_components_of_an_ephemeral_message_are_its_persons_alone()
    {
        await using var house = await InteractionHouse.Start();
        var whispered = await house.Invoke(house.Bob, await house.Register("whisper"), "whisper");
        var shown = (await house.Callback(whispered, new { type = 4, data = new { content = "psst", flags = Ephemeral, components = Rows } }, withResponse: true)).Ok();
        var message = InteractionHouse.Id(shown["resource"].GetProperty("message"));
        (await house.Ada.Post("/interactions", Body(house, message, "press", 2, "eavesdropper"))).Code.ShouldBe(10008);
        var told = await Click(house, house.Bob, message, "press", 2);
        (told.GetProperty("message").GetProperty("flags").GetInt32() & Ephemeral).ShouldBe(Ephemeral);
        (await house.Callback(told, new { type = 7, data = new { content = "psst!" } })).Ok();
        await house.Bob.Gateway.Saw("MESSAGE_UPDATE", changed => InteractionHouse.Id(changed) == message);
        var aloud = (await house.House.Nobody.Post(house.Webhook(told), new { content = "aloud" })).Ok();
        aloud.Json.TryGetProperty("message_reference", out _).ShouldBeFalse();
        await house.Ada.Gateway.SawNo("MESSAGE_UPDATE");
    }

    [Fact]
    public async Task A_form_is_shown_to_one_person_and_handed_in()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("survey"), "survey");
        (await house.Callback(told, new { type = 9, data = new { custom_id = "survey", title = "x" } })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 9, data = Form })).Ok().Status.ShouldBe(204);
        var form = await house.Bob.Gateway.Saw("INTERACTION_MODAL_CREATE");
        form.GetProperty("title").GetString().ShouldBe("Survey");
        form.GetProperty("application").GetProperty("id").GetString().ShouldBe(house.Bot.Id);
        form.GetProperty("components")[0].GetProperty("component").GetProperty("custom_id").GetString().ShouldBe("name");
        await house.Ada.Gateway.SawNo("INTERACTION_MODAL_CREATE");
        await house.Bot.Gateway.SawNo("INTERACTION_MODAL_CREATE");

        (await house.Ada.Post("/interactions", Submit(house, InteractionHouse.Id(form), "foreign", "Eve"))).Code.ShouldBe(10062);
        (await house.Bob.Post("/interactions", Submit(house, InteractionHouse.Id(form), "long", "much too long a name"))).Code.ShouldBe(50035);
        var submitted = await house.Invoke(house.Bob, nonce => Submit(house, InteractionHouse.Id(form), nonce, "Bob"));
        submitted.GetProperty("type").GetInt32().ShouldBe(5);
        submitted.GetProperty("data").GetProperty("components")[0].GetProperty("component").GetProperty("value").GetString().ShouldBe("Bob");
        (await house.Callback(submitted, new { type = 9, data = Form })).Code.ShouldBe(50035);
        (await house.Callback(submitted, new { type = 7, data = new { content = "x" } })).Code.ShouldBe(50035);
        var answered = (await house.Callback(submitted, new { type = 4, data = new { content = "thanks" } }, withResponse: true)).Ok()["resource"].GetProperty("message");
        answered.GetProperty("interaction_metadata").GetProperty("type").GetInt32().ShouldBe(5);
        answered.GetProperty("interaction_metadata").GetProperty("triggering_interaction_metadata").GetProperty("name").GetString().ShouldBe("survey");
    }

    [Fact]
    public async Task A_form_of_a_button_updates_the_message_of_the_button()
    {
        await using var house = await InteractionHouse.Start();
        var message = await Shown(house);
        var told = await Click(house, house.Bob, message, "press", 2);
        (await house.Callback(told, new { type = 9, data = Form })).Ok();
        var form = await house.Bob.Gateway.Saw("INTERACTION_MODAL_CREATE");
        var submitted = await house.Invoke(house.Bob, nonce => Submit(house, InteractionHouse.Id(form), nonce, "Bob"));
        InteractionHouse.Id(submitted.GetProperty("message")).ShouldBe(message);
        (await house.Callback(submitted, new { type = 7, data = new { content = "Bob was here" } })).Ok();
        await house.Ada.Gateway.Saw("MESSAGE_UPDATE", changed => InteractionHouse.Id(changed) == message);
    }

    private static async Task<string> Shown(InteractionHouse house) =>
        (await house.Bot.Post($"/channels/{house.General.Id}/messages", new { content = "choose", components = Rows })).Ok().Id;

    private static object Body(InteractionHouse house, string message, string customId, int type, string nonce, string[]? values = null) => new
    {
        type = 3,
        application_id = house.Bot.Id,
        guild_id = house.Guild.Id,
        channel_id = house.General.Id,
        message_id = message,
        nonce,
        data = values is null ? (object)new { component_type = type, custom_id = customId } : new { component_type = type, custom_id = customId, values },
    };

    private static Task<JsonElement> Click(InteractionHouse house, TestUser person, string message, string customId, int type, string[]? values = null) =>
        house.Invoke(person, nonce => Body(house, message, customId, type, nonce, values));

    private static object Submit(InteractionHouse house, string form, string nonce, string name) => new
    {
        type = 5,
        application_id = house.Bot.Id,
        guild_id = house.Guild.Id,
        channel_id = house.General.Id,
        nonce,
        data = new { id = form, custom_id = "survey", components = new object[] { new { type = 18, component = new { type = 4, custom_id = "name", value = name } } } },
    };
}
