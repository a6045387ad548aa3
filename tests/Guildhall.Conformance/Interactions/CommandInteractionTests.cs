using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

public sealed class CommandInteractionTests
{
    private const int Ephemeral = 64;
    private const int Loading = 128;

    [Fact]
    public async Task A_command_reaches_its_application_and_the_answer_reaches_the_channel()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new
        {
            name = "weave",
            description = "Weaves",
            options = new object[] { new { type = 3, name = "pattern", description = "Which", required = true }, new { type = 6, name = "whom", description = "For" } },
        });
        var told = await house.Invoke(house.Bob, command, "weave", new object[] { new { type = 3, name = "pattern", value = "stripes" }, new { type = 6, name = "whom", value = house.Ada.Id } });
        told.GetProperty("type").GetInt32().ShouldBe(2);
        told.GetProperty("application_id").GetString().ShouldBe(house.Bot.Id);
        told.GetProperty("guild_id").GetString().ShouldBe(house.Guild.Id);
        told.GetProperty("channel_id").GetString().ShouldBe(house.General.Id);
        told.GetProperty("member").GetProperty("user").GetProperty("id").GetString().ShouldBe(house.Bob.Id);
        told.TryGetProperty("user", out _).ShouldBeFalse();
        told.GetProperty("data").GetProperty("options")[0].GetProperty("value").GetString().ShouldBe("stripes");
        told.GetProperty("data").GetProperty("resolved").GetProperty("users").GetProperty(house.Ada.Id).GetProperty("username").GetString().ShouldBe(house.Ada.Name);
        told.GetProperty("authorizing_integration_owners").GetProperty("0").GetString().ShouldBe(house.Guild.Id);
        told.GetProperty("context").GetInt32().ShouldBe(0);
        ulong.Parse(told.GetProperty("app_permissions").GetString()!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0UL);

        var answered = (await house.Callback(told, new { type = 4, data = new { content = "woven" } }, withResponse: true)).Ok();
        answered.Status.ShouldBe(200);
        var message = answered["resource"].GetProperty("message");
        answered["interaction"].GetProperty("response_message_id").GetString().ShouldBe(InteractionHouse.Id(message));
        var seen = await house.Ada.Gateway.Saw("MESSAGE_CREATE", created => InteractionHouse.Id(created) == InteractionHouse.Id(message));
        seen.GetProperty("content").GetString().ShouldBe("woven");
        seen.GetProperty("type").GetInt32().ShouldBe(20);
        seen.GetProperty("webhook_id").GetString().ShouldBe(house.Bot.Id);
        seen.GetProperty("application_id").GetString().ShouldBe(house.Bot.Id);
        seen.GetProperty("author").GetProperty("id").GetString().ShouldBe(house.Bot.Id);
        var metadata = seen.GetProperty("interaction_metadata");
        metadata.GetProperty("id").GetString().ShouldBe(InteractionHouse.Id(told));
        metadata.GetProperty("user").GetProperty("id").GetString().ShouldBe(house.Bob.Id);
        metadata.GetProperty("name").GetString().ShouldBe("weave");
        seen.GetProperty("interaction").GetProperty("name").GetString().ShouldBe("weave");
        await house.Bob.Gateway.Saw("INTERACTION_SUCCESS", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told));
    }

    [Fact]
    public async Task A_deferred_answer_is_filled_in_followed_up_and_deleted()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("ponder"), "ponder");
        (await house.Callback(told, new { type = 5 })).Ok().Status.ShouldBe(204);
        var thinking = await house.Bob.Gateway.Saw("MESSAGE_CREATE", message => (message.GetProperty("flags").GetInt32() & Loading) != 0);
        (await house.House.Nobody.Get(house.Original(told))).Ok().Id.ShouldBe(InteractionHouse.Id(thinking));

        var edited = (await house.House.Nobody.Patch(house.Original(told), new { content = "42" })).Ok();
        edited.Id.ShouldBe(InteractionHouse.Id(thinking));
        (edited["flags"].GetInt32() & Loading).ShouldBe(0);
        edited["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.Null);
        await house.Ada.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("content").GetString() == "42");
        (await house.House.Nobody.Patch(house.Original(told), new { content = "43" })).Ok()["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.String);

        var more = (await house.House.Nobody.Post(house.Webhook(told), new { content = "more" })).Ok();
        more.Status.ShouldBe(200);
        more["type"].GetInt32().ShouldBe(19);
        more["interaction_metadata"].GetProperty("original_response_message_id").GetString().ShouldBe(edited.Id);
        more["message_reference"].GetProperty("message_id").GetString().ShouldBe(edited.Id);
        var path = $"{house.Webhook(told)}/messages/{more.Id}";
        (await house.House.Nobody.Get(path)).Ok()["content"].GetString().ShouldBe("more");
        (await house.House.Nobody.Patch(path, new { content = "less" })).Ok()["content"].GetString().ShouldBe("less");
        (await house.House.Nobody.Delete(path)).Status.ShouldBe(204);
        (await house.House.Nobody.Get(path)).Code.ShouldBe(10008);
        (await house.House.Nobody.Delete(house.Original(told))).Status.ShouldBe(204);
        await house.Ada.Gateway.Saw("MESSAGE_DELETE", gone => InteractionHouse.Id(gone) == edited.Id);
        (await house.House.Nobody.Get(house.Original(told))).Code.ShouldBe(10008);
    }

    [Fact]
    public async Task The_first_follow_up_fills_in_what_was_deferred()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("ponder"), "ponder");
        (await house.Callback(told, new { type = 5, data = new { flags = Ephemeral } }, withResponse: true)).Ok()["interaction"].GetProperty("response_message_ephemeral").GetBoolean().ShouldBeTrue();
        var thinking = await house.Bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("flags").GetInt32() == (Loading | Ephemeral));
        var filled = (await house.House.Nobody.Post(house.Webhook(told), new { content = "done" })).Ok();
        filled.Id.ShouldBe(InteractionHouse.Id(thinking));
        filled["flags"].GetInt32().ShouldBe(Ephemeral);
        filled["type"].GetInt32().ShouldBe(20);
        (await house.House.Nobody.Post(house.Webhook(told), new { content = "and" })).Ok().Id.ShouldNotBe(filled.Id);
    }

    [Fact]
    public async Task Nobody_but_the_application_hears_the_interaction()
    {
        await using var house = await InteractionHouse.Start();
        var other = await InteractionHouse.Add(house.House, house.Guild, "Other");
        var told = await house.Invoke(house.Bob, await house.Register("secret"), "secret");
        await house.Ada.Gateway.SawNo("INTERACTION_CREATE");
        await other.Gateway.SawNo("INTERACTION_CREATE");
        await house.Bob.Gateway.SawNo("INTERACTION_CREATE", seen => seen.TryGetProperty("token", out _) || seen.TryGetProperty("data", out _));
        (await house.Callback(told, new { type = 4, data = new { content = "x" } })).Ok();
        await house.Ada.Gateway.SawNo("INTERACTION_SUCCESS");
        await house.Bot.Gateway.SawNo("INTERACTION_SUCCESS");
        await other.DisposeAsync();
    }

    [Fact]
    public async Task An_ephemeral_answer_is_for_one_person_and_never_stored()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("whisper"), "whisper");
        var answered = (await house.Callback(told, new { type = 4, data = new { content = "psst", flags = Ephemeral } }, withResponse: true)).Ok();
        var id = InteractionHouse.Id(answered["resource"].GetProperty("message"));
        var seen = await house.Bob.Gateway.Saw("MESSAGE_CREATE", message => InteractionHouse.Id(message) == id);
        seen.GetProperty("flags").GetInt32().ShouldBe(Ephemeral);
        seen.GetProperty("guild_id").GetString().ShouldBe(house.Guild.Id);
        (await house.House.Nobody.Patch(house.Original(told), new { content = "psst!" })).Ok();
        await house.Bob.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("content").GetString() == "psst!");
        var more = (await house.House.Nobody.Post(house.Webhook(told), new { content = "also", flags = Ephemeral })).Ok();
        more["flags"].GetInt32().ShouldBe(Ephemeral);

        (await house.Bob.Get($"/channels/{house.General.Id}/messages/{id}")).Code.ShouldBe(10008);
        (await house.Ada.Get($"/channels/{house.General.Id}/messages")).Ok().Json.EnumerateArray().ShouldNotContain(message => message.GetProperty("flags").GetInt32() == Ephemeral);
        (await house.Ada.Get($"/channels/{house.General.Id}/messages/{id}")).Code.ShouldBe(10008);
        (await house.Bob.Put($"/channels/{house.General.Id}/messages/{id}/reactions/%F0%9F%91%8D/@me")).Code.ShouldBe(10008);
        (await house.House.Nobody.Delete(house.Original(told))).Status.ShouldBe(204);
        await house.Bob.Gateway.Saw("MESSAGE_DELETE", gone => InteractionHouse.Id(gone) == id);
        foreach (var other in (TestUser[])[house.Ada, house.Bot])
        {
            await other.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("content").GetString() is "psst" or "also");
            await other.Gateway.SawNo("MESSAGE_UPDATE");
            await other.Gateway.SawNo("MESSAGE_DELETE");
        }
    }

    [Fact]
    public async Task Completions_go_to_the_person_alone_and_make_no_message()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new
        {
            name = "weave",
            description = "Weaves",
            options = new object[] { new { type = 3, name = "pattern", description = "Which", required = true, autocomplete = true } },
        });
        var told = await house.Invoke(house.Bob, command, "weave", new object[] { new { type = 3, name = "pattern", value = "st", focused = true } }, type: 4);
        told.GetProperty("data").GetProperty("options")[0].GetProperty("focused").GetBoolean().ShouldBeTrue();
        (await house.Callback(told, new { type = 4, data = new { content = "x" } })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 8, data = new { choices = new object[] { new { name = "x", value = 7 } } } })).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 8, data = new { choices = new object[] { new { name = "stripes", value = "stripes" } } } })).Ok();
        var heard = await house.Bob.Gateway.Saw("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");
        heard.GetProperty("choices")[0].GetProperty("value").GetString().ShouldBe("stripes");
        heard.GetProperty("nonce").GetString().ShouldNotBeNull();
        await house.Ada.Gateway.SawNo("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");
        (await house.House.Nobody.Post(house.Webhook(told), new { content = "x" })).Ok();
    }
}
