using System.Text.Json;
using Guildhall.Testing;
using Microsoft.AspNetCore.Http;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Applications;

/// <summary>Which addresses an application may name, and how they prove themselves.</summary>
public sealed class EndpointTests
{
    private const string Interactions = "interactions_endpoint_url";
    private const string Events = "event_webhooks_url";

    [Fact]
    public async Task An_address_that_checks_signatures_is_taken_and_shown()
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        (await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url })).Ok()[Interactions].GetString().ShouldBe(bot.Url);
        (await ada.Get($"/applications/{id}")).Ok()[Interactions].GetString().ShouldBe(bot.Url);
        bot.Calls.ShouldBe(3);
        var ping = await bot.Heard(said => said.GetProperty("type").GetInt32() == 1);
        ping.GetProperty("application_id").GetString().ShouldBe(id);
        ping.GetProperty("version").GetInt32().ShouldBe(1);
        (await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url, description = "the same address" })).Ok();
        bot.Calls.ShouldBe(3);
        (await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = (string?)null })).Ok()[Interactions].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_moment_of_a_call_is_signed_with_it()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(options => options with { LinkHosts = ["127.0.0.1"] }, time);
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        (await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url })).Ok();
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        bot.Headers.ShouldAllBe(headers => headers["X-Signature-Timestamp"] == seconds && headers["X-Signature-Ed25519"].Length == 128);
    }

    [Theory]
    [InlineData("takes anything")]
    [InlineData("takes other moments")]
    [InlineData("turns all away")]
    public async Task An_address_that_does_not_check_signatures_is_refused(string manner)
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        if (manner == "takes anything") bot.ChecksBody = false;
        if (manner == "takes other moments") bot.ChecksMoment = false;
        if (manner == "turns all away") bot.Key = null;
        FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url }), Interactions)
            .ShouldBe("APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID");
        FieldError(await ada.Patch($"/applications/{id}", new { event_webhooks_url = bot.Url }), Events)
            .ShouldBe("APPLICATION_EVENT_WEBHOOKS_URL_INVALID");
        (await ada.Get($"/applications/{id}")).Ok()[Interactions].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(200, "application/json", """{"type":4}""")]
    [InlineData(200, "application/json", """{"type":"1"}""")]
    [InlineData(200, "application/json", """[1]""")]
    [InlineData(200, "application/json", """{"type":1""")]
    [InlineData(200, "application/json", "")]
    [InlineData(200, "text/html", """{"type":1}""")]
    [InlineData(202, "application/json", """{"type":1}""")]
    [InlineData(500, "application/json", """{"type":1}""")]
    [InlineData(302, "application/json", """{"type":1}""")]
    public async Task A_wrong_answer_to_a_ping_is_no_pong(int status, string type, string answer)
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        bot.Answers = (http, _) => Write(http, status, type, answer);
        FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url }), Interactions)
            .ShouldBe("APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID");
    }

    [Fact]
    public async Task A_pong_that_does_not_end_is_not_read_to_the_end()
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        bot.Answers = (http, _) => Write(http, 200, "application/json", $$"""{"type":1,"more":"{{new string('x', 100_000)}}"}""");
        FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url }), Interactions)
            .ShouldBe("APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_not_even_to_a_sound_address()
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        await using var detour = await TestSite.Start(http =>
        {
            http.Response.Redirect(bot.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        var (ada, id) = await Application(house, bot);
        FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = detour.Address }), Interactions)
            .ShouldBe("APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID");
        detour.Requests.ShouldBe(3);
        bot.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Neighbours_of_the_house_are_not_called_unless_its_operator_allows_it()
    {
        await using var house = await TestHouse.Start();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        string[] urls =
        [
            bot.Url, "http://bot.example/", "https://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/",
            "https://2130706433/", "https://bot.example:8443/", "https://me:secret@bot.example/", "ftp://bot.example/", "file:///etc/passwd", "bot.example",
        ];
        foreach (var url in urls)
        {
            FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = url }), Interactions).ShouldBe("URL_TYPE_INVALID_URL", url);
            FieldError(await ada.Patch($"/applications/{id}", new { event_webhooks_url = url }), Events).ShouldBe("URL_TYPE_INVALID_URL", url);
        }

        // A name that means this machine is found out when it is looked up.
        FieldError(await ada.Patch($"/applications/{id}", new { interactions_endpoint_url = "https://localhost/" }), Interactions)
            .ShouldBe("APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID");
        bot.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Events_are_switched_on_with_an_address_alone_and_of_known_names()
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Application(house, bot);
        FieldError(await ada.Patch($"/applications/{id}", new { event_webhooks_status = 2 }), Events).ShouldBe("BASE_TYPE_REQUIRED");
        (await ada.Patch($"/applications/{id}", new { event_webhooks_status = 3 })).Code.ShouldBe(50035);
        (await ada.Patch($"/applications/{id}", new { event_webhooks_types = new[] { "ENTITLEMENT_CREATE", "GUILD_CREATE" } })).Code.ShouldBe(50035);
        var set = (await ada.Patch($"/applications/{id}", new { event_webhooks_url = bot.Url, event_webhooks_status = 2, event_webhooks_types = new[] { "ENTITLEMENT_CREATE", "ENTITLEMENT_CREATE" } })).Ok();
        set["event_webhooks_status"].GetInt32().ShouldBe(2);
        set["event_webhooks_types"].GetArrayLength().ShouldBe(1);
        (await bot.Heard(said => said.GetProperty("type").GetInt32() == 0)).GetProperty("application_id").GetString().ShouldBe(id);
        var gone = (await ada.Patch($"/applications/{id}", new { event_webhooks_url = (string?)null })).Ok();
        gone["event_webhooks_status"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_else_sets_an_address()
    {
        await using var house = await Open();
        await using var bot = await HttpBot.Start();
        var (_, id) = await Application(house, bot);
        var eve = await house.Register("eve");
        (await eve.Patch($"/applications/{id}", new { interactions_endpoint_url = bot.Url })).Code.ShouldBe(20012);
        (await eve.Get($"/applications/{id}/usage")).Code.ShouldBe(20012);
        bot.Calls.ShouldBe(0);
    }

    // Time stands still unless a clock is given: an address of a test does not lose its three seconds to a busy machine.
    internal static Task<TestHouse> Open(TimeProvider? time = null) => TestHouse.Start(options => options with { LinkHosts = ["127.0.0.1"] }, time ?? new ManualTime());

    /// <summary>An application of a new person, whose key the bot knows.</summary>
    internal static async Task<(TestUser Owner, string Id)> Application(TestHouse house, HttpBot bot)
    {
        var owner = await house.Register("ada");
        var made = (await owner.Post("/applications", new { name = "Engine" })).Ok();
        bot.Key = made["verify_key"].GetString();
        return (owner, made.Id);
    }

    private static Task Write(HttpContext http, int status, string type, string answer)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(answer);
    }
}
