using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

public sealed class InteractionPlaceTests
{
    private static readonly object Hello = new { type = 4, data = new { content = "hello" } };

    [Fact]
    public async Task A_direct_message_with_a_bot_knows_commands_too()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("greet");
        var dm = (await house.Bob.Post("/users/@me/channels", new { recipient_id = house.Bot.Id })).Ok();
        var told = await house.Invoke(house.Bob, nonce => new
        {
            type = 2, application_id = house.Bot.Id, channel_id = dm.Id, nonce, data = new { id = command, name = "greet" },
        });
        told.TryGetProperty("guild_id", out _).ShouldBeFalse();
        told.TryGetProperty("member", out _).ShouldBeFalse();
        told.GetProperty("user").GetProperty("id").GetString().ShouldBe(house.Bob.Id);
        told.GetProperty("context").GetInt32().ShouldBe(1);
        told.GetProperty("authorizing_integration_owners").GetProperty("0").GetString().ShouldBe("0");
        (await house.Callback(told, new { type = 4, data = new { content = "psst", flags = 64 } })).Ok();
        await house.Bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "psst");
        (await house.House.Nobody.Patch(house.Original(told), new { content = "psst!" })).Ok();
        (await house.House.Nobody.Post(house.Webhook(told), new { content = "aloud" })).Ok();
        var aloud = await house.Bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "aloud");
        aloud.TryGetProperty("guild_id", out _).ShouldBeFalse();
        (await house.Bob.Get($"/channels/{dm.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(1);
        await house.Ada.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("channel_id").GetString() == dm.Id);
    }

    [Fact]
    public async Task Who_may_not_use_commands_or_see_the_channel_does_not_invoke()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("greet");
        await house.General.Deny(house.Bob, Permissions.UseApplicationCommands);
        (await house.Bob.Post("/interactions", house.Call(command, "greet"))).Code.ShouldBe(50013);
        await house.General.Deny(house.Bob, Permissions.ViewChannel);
        (await house.Bob.Post("/interactions", house.Call(command, "greet"))).Code.ShouldBe(50001);
        var eve = await house.House.Register("eve");
        (await eve.Post("/interactions", house.Call(command, "greet"))).Code.ShouldBe(50001);
        (await house.Bot.Post("/interactions", house.Call(command, "greet"))).Code.ShouldBe(20001);
        (await house.House.Nobody.Post("/interactions", house.Call(command, "greet"))).Status.ShouldBe(401);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");
    }

    [Theory]
    [InlineData("""{"type":2}""", 50035)]
    [InlineData("""{"type":1,"application_id":"1","channel_id":"1","data":{}}""", 50035)]
    [InlineData("""{"type":3,"application_id":"1","channel_id":"1","data":{}}""", 50035)]
    [InlineData("""{"type":2,"application_id":"1","channel_id":"CHANNEL","data":{"id":"1"}}""", 10002)]
    [InlineData("""{"type":2,"application_id":"APP","channel_id":"1","data":{"id":"COMMAND"}}""", 10003)]
    [InlineData("""{"type":2,"application_id":"APP","channel_id":"CHANNEL","guild_id":"1","data":{"id":"COMMAND"}}""", 10003)]
    [InlineData("""{"type":2,"application_id":"APP","channel_id":"CHANNEL","data":{"id":"1"}}""", 10063)]
    [InlineData("""{"type":2,"application_id":"APP","channel_id":"CHANNEL","data":{}}""", 50035)]
    [InlineData("""{"type":3,"application_id":"APP","channel_id":"CHANNEL","message_id":"1","data":{"custom_id":"x"}}""", 10008)]
    [InlineData("""{"type":5,"application_id":"APP","channel_id":"CHANNEL","data":{"id":"1","custom_id":"x","components":[]}}""", 10062)]
    [InlineData("[]", 50035)]
    public async Task A_call_that_makes_no_sense_is_refused(string body, int code)
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("greet");
        var text = body.Replace("APP", house.Bot.Id, StringComparison.Ordinal).Replace("CHANNEL", house.General.Id, StringComparison.Ordinal)
            .Replace("COMMAND", command, StringComparison.Ordinal);
        (await house.Bob.Post("/interactions", text)).Code.ShouldBe(code);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");
    }

    [Fact]
    public async Task An_application_that_is_not_in_the_guild_is_unknown_there()
    {
        await using var house = await InteractionHouse.Start();
        var stranger = await house.House.CreateBot(house.Ada, "Stranger");
        var command = (await stranger.Post($"/applications/{stranger.Id}/commands", new { name = "greet", description = "x" })).Ok().Id;
        var body = new { type = 2, application_id = stranger.Id, channel_id = house.General.Id, data = new { id = command, name = "greet" } };
        (await house.Bob.Post("/interactions", body)).Code.ShouldBe(10063);
    }

    [Fact]
    public async Task A_bot_that_is_not_connected_fails_at_once()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("greet");
        await house.Bot.Gateway.Leave();
        (await house.Bob.Post("/interactions", house.Call(command, "greet", nonce: "gone"))).Ok();
        var failed = await house.Bob.Gateway.Saw("INTERACTION_FAILURE", seen => seen.GetProperty("nonce").GetString() == "gone");
        failed.GetProperty("reason_code").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_shards_the_one_that_serves_the_guild_is_told()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("greet");
        await house.Bot.Gateway.Leave();
        var serving = (int)((ulong.Parse(house.Guild.Id, System.Globalization.CultureInfo.InvariantCulture) >> 22) % 2);
        await using var first = await Shard(house, 0);
        await using var second = await Shard(house, 1);
        (await house.Bob.Post("/interactions", house.Call(command, "greet", nonce: "sharded"))).Ok();
        var (right, wrong) = serving == 0 ? (first, second) : (second, first);
        var told = await right.Saw("INTERACTION_CREATE");
        (await house.Callback(told, Hello)).Ok();
        await wrong.SawNo("INTERACTION_CREATE");
    }

    [Fact]
    public async Task Files_travel_in_options_and_in_answers()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new { name = "frame", description = "Frames", options = new object[] { new { type = 11, name = "picture", description = "Which", required = true } } });
        var call = new
        {
            type = 2, application_id = house.Bot.Id, guild_id = house.Guild.Id, channel_id = house.General.Id, nonce = "file",
            data = new
            {
                id = command, name = "frame", type = 1, options = new object[] { new { type = 11, name = "picture", value = "0" } },
                attachments = new object[] { new { id = "0", filename = "a.txt" } },
            },
        };
        using var form = Multipart(call, ("files[0]", "a.txt", "from bob"));
        (await house.Bob.Send(HttpMethod.Post, "/interactions", form)).Ok().Status.ShouldBe(204);
        var told = await house.Bot.Gateway.Saw("INTERACTION_CREATE");
        var id = told.GetProperty("data").GetProperty("options")[0].GetProperty("value").GetString()!;
        var file = told.GetProperty("data").GetProperty("resolved").GetProperty("attachments").GetProperty(id);
        file.GetProperty("filename").GetString().ShouldBe("a.txt");
        using var http = new HttpClient();
        (await http.GetStringAsync(file.GetProperty("url").GetString())).ShouldBe("from bob");

        using var answer = Multipart(new { type = 4, data = new { content = "framed", attachments = new object[] { new { id = 0, description = "gilded" } } } }, ("files[0]", "b.txt", "from the bot"));
        var answered = (await house.House.Nobody.Send(HttpMethod.Post, InteractionHouse.CallbackPath(told) + "?with_response=true", answer)).Ok();
        var attachment = answered["resource"].GetProperty("message").GetProperty("attachments")[0];
        attachment.GetProperty("description").GetString().ShouldBe("gilded");
        (await http.GetStringAsync(attachment.GetProperty("url").GetString())).ShouldBe("from the bot");
        using var replaced = Multipart(new { content = "again", attachments = Array.Empty<object>() }, ("files[0]", "c.txt", "another"));
        (await house.House.Nobody.Send(HttpMethod.Patch, house.Original(told), replaced)).Ok()["attachments"][0].GetProperty("filename").GetString().ShouldBe("c.txt");
        (await http.GetAsync(attachment.GetProperty("url").GetString())).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        using var more = Multipart(new { content = "quiet", flags = 64 }, ("files[0]", "d.txt", "secret"));
        var quiet = (await house.House.Nobody.Send(HttpMethod.Post, house.Webhook(told), more)).Ok();
        (await http.GetStringAsync(quiet["attachments"][0].GetProperty("url").GetString())).ShouldBe("secret");
    }

    [Fact]
    public async Task A_message_tells_how_its_command_was_called()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new { name = "weave", description = "Weaves", options = new object[] { new { type = 3, name = "pattern", description = "Which" } } });
        var told = await house.Invoke(house.Bob, command, "weave", new object[] { new { type = 3, name = "pattern", value = "stripes" } });
        var id = InteractionHouse.Id((await house.Callback(told, Hello, withResponse: true)).Ok()["resource"].GetProperty("message"));
        var data = (await house.Ada.Get($"/channels/{house.General.Id}/messages/{id}/interaction-data")).Ok();
        data.Id.ShouldBe(command);
        data["options"][0].GetProperty("value").GetString().ShouldBe("stripes");
        data["application_command"].GetProperty("name").GetString().ShouldBe("weave");
        var plain = await house.General.Say("plain", by: "ada");
        (await house.Ada.Get($"/channels/{house.General.Id}/messages/{plain}/interaction-data")).Code.ShouldBe(10062);
    }

    private static async Task<GatewayClient> Shard(InteractionHouse house, int shard)
    {
        var client = await GatewayClient.Open(house.House.GatewayUrl);
        await client.Send(2, new { token = house.Bot.Token, intents = 0, shard = new[] { shard, 2 }, properties = new { os = "x", browser = "x", device = "x" } });
        await client.Saw("READY");
        return client;
    }

    private static MultipartFormDataContent Multipart(object payload, params (string Part, string Name, string Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(payload), Encoding.UTF8, "application/json"), "payload_json" } };
        foreach (var (part, name, content) in files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), part, name);
        return form;
    }
}
