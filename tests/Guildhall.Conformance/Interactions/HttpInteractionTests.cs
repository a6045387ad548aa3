using System.Text.Json;
using Guildhall.Conformance.Applications;
using Guildhall.Testing;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Conformance.Interactions;

/// <summary>Interactions of an application that is called by HTTP and has no gateway session.</summary>
public sealed class HttpInteractionTests
{
    private const string Unknown = "1";

    [Fact]
    public async Task A_command_is_posted_signed_and_its_answer_reaches_the_channel()
    {
        await using var scene = await Scene.Start();
        scene.Bot.Replies = _ => new { type = 4, data = new { content = "woven" } };
        var told = await scene.Invoke();
        told.GetProperty("type").GetInt32().ShouldBe(2);
        told.GetProperty("application_id").GetString().ShouldBe(scene.Application);
        told.GetProperty("data").GetProperty("name").GetString().ShouldBe("weave");
        told.GetProperty("member").GetProperty("user").GetProperty("id").GetString().ShouldBe(scene.Ada.Id);
        var seen = await scene.Ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "woven");
        seen.GetProperty("interaction_metadata").GetProperty("id").GetString().ShouldBe(InteractionHouse.Id(told));
        await scene.Ada.Gateway.Saw("INTERACTION_SUCCESS", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told));
        var late = await scene.House.Nobody.Post(InteractionHouse.CallbackPath(told), new { type = 4, data = new { content = "again" } });
        late.Code.ShouldBe(40060);
        (await scene.House.Nobody.Post($"/webhooks/{scene.Application}/{InteractionHouse.Token(told)}", new { content = "more" })).Ok();
        await scene.Ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "more");
    }

    [Fact]
    public async Task An_application_with_an_address_hears_nothing_by_the_gateway()
    {
        await using var scene = await Scene.Start();
        await using var session = await GatewayClient.Open(scene.House.GatewayUrl);
        await session.Identify(scene.Token);
        scene.Bot.Replies = _ => new { type = 4, data = new { content = "woven" } };
        await scene.Invoke();
        await scene.Ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "woven");
        await session.SawNo("INTERACTION_CREATE");
    }

    [Fact]
    public async Task An_answer_may_bring_files()
    {
        await using var scene = await Scene.Start();
        scene.Bot.Answers = async (http, said) =>
        {
            if (said.GetProperty("type").GetInt32() == 1) return;
            using var form = new MultipartFormDataContent();
            using var payload = new StringContent("""{"type":4,"data":{"content":"with a file","attachments":[{"id":0,"description":"a pattern"}]}}""");
            using var file = new StringContent("over, under");
            form.Add(payload, "payload_json");
            form.Add(file, "files[0]", "pattern.txt");
            http.Response.ContentType = form.Headers.ContentType!.ToString();
            await form.CopyToAsync(http.Response.Body);
        };
        await scene.Invoke();
        var seen = await scene.Ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "with a file");
        var attachment = seen.GetProperty("attachments").EnumerateArray().ShouldHaveSingleItem();
        attachment.GetProperty("filename").GetString().ShouldBe("pattern.txt");
        attachment.GetProperty("description").GetString().ShouldBe("a pattern");
    }

    [Fact]
    public async Task An_answer_that_is_only_accepted_comes_by_the_callback_route()
    {
        await using var scene = await Scene.Start();
        scene.Bot.Answers = (http, _) =>
        {
            http.Response.StatusCode = 202;
            return Task.CompletedTask;
        };
        var told = await scene.Invoke();
        (await scene.House.Nobody.Post(InteractionHouse.CallbackPath(told), new { type = 4, data = new { content = "by the other door" } })).Status.ShouldBe(204);
        await scene.Ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "by the other door");
    }

    [Theory]
    [InlineData(500, "application/json", """{"type":4,"data":{"content":"x"}}""")]
    [InlineData(401, "application/json", """{"type":4,"data":{"content":"x"}}""")]
    [InlineData(302, "application/json", """{"type":4,"data":{"content":"x"}}""")]
    [InlineData(200, "text/html", """{"type":4,"data":{"content":"x"}}""")]
    [InlineData(200, "application/json", "")]
    [InlineData(200, "application/json", "{")]
    [InlineData(200, "application/json", "[]")]
    [InlineData(200, "application/json", """{"type":4}""")]
    [InlineData(200, "application/json", """{"type":1}""")]
    [InlineData(200, "application/json", """{"type":4,"data":{"content":""}}""")]
    [InlineData(200, "multipart/form-data; boundary=x", "--y")]
    [InlineData(200, "multipart/form-data", "x")]
    public async Task A_wrong_answer_fails_at_once_and_says_nothing_in_the_channel(int status, string type, string answer)
    {
        await using var scene = await Scene.Start();
        scene.Bot.Answers = async (http, _) =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (status, type);
            await http.Response.WriteAsync(answer);
        };
        var told = await scene.Invoke();
        await scene.Ada.Gateway.Saw("INTERACTION_FAILURE", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told) && heard.GetProperty("reason_code").ToString() == Unknown);
        (await scene.Ada.Get($"/channels/{scene.General.Id}/messages")).Ok().Json.EnumerateArray().ShouldAllBe(message => message.GetProperty("type").GetInt32() != 20);
    }

    [Fact]
    public async Task An_answer_larger_than_a_body_may_be_is_not_taken()
    {
        await using var scene = await Scene.Start();
        scene.Bot.Answers = async (http, _) =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("""{"type":4,"data":{"content":"x","more":" """);
            var block = new byte[65_536];
            Array.Fill(block, (byte)' ');
            for (var i = 0; i < 64 && !http.RequestAborted.IsCancellationRequested; i++) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        };
        var told = await scene.Invoke();
        await scene.Ada.Gateway.Saw("INTERACTION_FAILURE", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told));
    }

    [Fact]
    public async Task An_address_that_is_silent_or_drips_has_three_seconds()
    {
        var time = new ManualTime();
        await using var scene = await Scene.Start(time);
        var isAsked = new SemaphoreSlim(0);
        scene.Bot.Answers = async (http, _) =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            isAsked.Release();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var told = await scene.Invoke();
        await isAsked.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(4));
        await scene.Ada.Gateway.Saw("INTERACTION_FAILURE", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told));
    }

    [Fact]
    public async Task An_address_that_is_gone_fails_at_once_and_the_gateway_serves_again_without_it()
    {
        await using var scene = await Scene.Start();
        await scene.Bot.DisposeAsync();
        (await scene.Ada.Post("/interactions", scene.Call("n1"))).Status.ShouldBe(204);
        await scene.Ada.Gateway.Saw("INTERACTION_FAILURE", heard => heard.GetProperty("nonce").GetString() == "n1");
        (await scene.Ada.Patch($"/applications/{scene.Application}", new { interactions_endpoint_url = (string?)null })).Ok();
        await using var session = await GatewayClient.Open(scene.House.GatewayUrl);
        await session.Identify(scene.Token);
        await session.Saw("GUILD_CREATE");
        (await scene.Ada.Post("/interactions", scene.Call("n2"))).Status.ShouldBe(204);
        await session.Saw("INTERACTION_CREATE");
    }

    [Fact]
    public async Task What_an_application_was_used_for_is_counted_by_the_day_and_kept()
    {
        await using var scene = await Scene.Start();
        scene.Bot.Replies = _ => new { type = 4, data = new { content = "woven" } };
        await scene.Invoke();
        await scene.Ada.Gateway.Saw("INTERACTION_SUCCESS");
        scene.Bot.Answers = (http, _) =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await scene.Invoke();
        await scene.Ada.Gateway.Saw("INTERACTION_FAILURE");
        await Check();
        await scene.House.Restart();
        await Check();
        (await scene.Ada.Get($"/applications/{scene.Application}/usage?days=91")).Code.ShouldBe(50035);
        (await scene.Ada.Get("/applications/77/usage")).Code.ShouldBe(10002);

        async Task Check()
        {
            var usage = (await scene.Ada.Get($"/applications/{scene.Application}/usage?days=2")).Ok();
            usage["days"].GetArrayLength().ShouldBe(2);
            foreach (var figures in new[] { usage["total"], usage["days"][1] })
            {
                figures.GetProperty("commands").GetInt32().ShouldBe(2);
                figures.GetProperty("interactions").GetInt32().ShouldBe(2);
                figures.GetProperty("errors").GetInt32().ShouldBe(1);
                figures.GetProperty("latency_p50_ms").GetDouble().ShouldBeGreaterThanOrEqualTo(1);
            }

            usage["days"][0].GetProperty("latency_p95_ms").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    /// <summary>A guild of ada's with an application in it that is called by HTTP and has one command.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private int _nonces;

        public required TestHouse House { get; init; }

        public required TestGuild Guild { get; init; }

        public required TestChannel General { get; init; }

        public required HttpBot Bot { get; init; }

        public required string Application { get; init; }

        public required string Token { get; init; }

        public required string Command { get; init; }

        public TestUser Ada => Guild.Owner;

        public static async Task<Scene> Start(TimeProvider? time = null)
        {
            var house = await EndpointTests.Open(time);
            var bot = await HttpBot.Start();
            var (guild, general) = await house.CreateGuild(owner: "ada");
            var application = await house.CreateBot(guild.Owner, "Engine");
            (await guild.Owner.Post(
                $"/oauth2/authorize?client_id={application.Id}&scope=bot%20applications.commands",
                new { guild_id = guild.Id, permissions = "2048", authorize = true })).Ok();
            bot.Key = (await guild.Owner.Get($"/applications/{application.Id}")).Ok()["verify_key"].GetString();
            (await application.Patch("/applications/@me", new { interactions_endpoint_url = bot.Url })).Ok();
            var command = (await application.Post($"/applications/{application.Id}/commands", new { name = "weave", description = "Weaves" })).Ok().Id;
            return new Scene { House = house, Guild = guild, General = general, Bot = bot, Application = application.Id, Token = application.Token, Command = command };
        }

        public object Call(string nonce) => new
        {
            type = 2,
            application_id = Application,
            guild_id = Guild.Id,
            channel_id = General.Id,
            session_id = "session",
            nonce,
            data = new { id = Command, name = "weave", type = 1, options = Array.Empty<object>() },
        };

        /// <summary>Calls the command; what the bot was told.</summary>
        public async Task<JsonElement> Invoke()
        {
            var nonce = $"n{Interlocked.Increment(ref _nonces)}";
            (await Ada.Post("/interactions", Call(nonce))).Ok().Status.ShouldBe(204);
            var created = await Ada.Gateway.Saw("INTERACTION_CREATE", seen => seen.GetProperty("nonce").GetString() == nonce);
            return await Bot.Heard(said => said.TryGetProperty("token", out _) && InteractionHouse.Id(said) == InteractionHouse.Id(created));
        }

        public async ValueTask DisposeAsync()
        {
            await Bot.DisposeAsync();
            await House.DisposeAsync();
        }
    }
}
