using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Guildhall.Server.Figures;
using Guildhall.Testing;

namespace Guildhall.Server.Tests.Figures;

public sealed partial class FigureRoutesTests
{
    private const string Token = "a-token-of-some-length";

    [Fact]
    public async Task Every_line_of_metrics_is_of_the_format_and_stands_once()
    {
        await using var house = await TestHouse.Start();

        var lines = (await Metrics(house)).Split('\n')[..^1];

        lines.Where(line => !Line().IsMatch(line)).ShouldBeEmpty();
        lines.Where(line => !line.StartsWith('#')).Select(line => line[..line.LastIndexOf(' ')]).ShouldBeUnique();
        lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).ShouldBeUnique();
    }

    [Fact]
    public async Task A_message_leaves_its_time_in_every_stage()
    {
        await using var house = await TestHouse.Start();
        var (_, general) = await house.CreateGuild("ada");
        var ada = await house.User("ada");
        await Metrics(house); // measuring begins when the server serves
        var before = await Stages(house);

        (await ada.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
        await ada.Gateway.Saw("MESSAGE_CREATE", seen => seen.GetProperty("content").GetString() == "hello");

        // The last stages are noted after the event has left.
        await Eventually(async () =>
        {
            var now = await Stages(house);
            return new[] { "edge", "mailbox", "decide", "commit", "relay", "shard", "flush" }.All(stage => now.GetValueOrDefault(stage) > before.GetValueOrDefault(stage));
        });
    }

    [Fact]
    public async Task The_line_of_those_who_identify_is_measured()
    {
        await using var house = await TestHouse.Start();
        await Metrics(house); // measuring begins when the server serves
        var ada = await house.User("ada");
        await ada.Gateway.Settle();

        var lines = (await Metrics(house)).Split('\n');

        foreach (var figure in (string[])["identifies_waiting ", "identifies_admitted_total ", "identifies_refused_total{reason=\"full\"} ",
                     "identifies_refused_total{reason=\"late\"} ", "identify_wait_seconds_count ", "quick_resumes_total "])
            lines.ShouldContain(line => line.StartsWith("guildhall_gateway_" + figure, StringComparison.Ordinal), figure);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "led.here.example")]
    public async Task Metrics_are_closed_to_who_comes_through_a_proxy_or_by_another_name(string header, string value)
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, value);

        ((int)(await http.SendAsync(request)).StatusCode).ShouldBe(403);
    }

    [Theory]
    [InlineData("Bearer " + Token, 200)]
    [InlineData("Bearer a-token-of-some-other", 401)]
    [InlineData("Basic " + Token, 401)]
    [InlineData(null, 401)]
    public async Task A_token_opens_metrics_to_other_machines(string? authorization, int expected)
    {
        await using var house = await TestHouse.Start(options => options with { MetricsToken = Token });
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = "chat.example.org";
        if (authorization is not null) request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);

        ((int)(await http.SendAsync(request)).StatusCode).ShouldBe(expected);
    }

    [Fact]
    public async Task An_operator_sees_the_figures_and_nobody_else_does()
    {
        var operators = new List<UserId>();
        await using var house = await TestHouse.Start(options => options with { Operators = operators });
        var (ada, bob) = (await house.Register("ada"), await house.Register("bob"));
        var bot = await house.CreateBot(ada, "Engine");
        operators.AddRange([new UserId(ulong.Parse(ada.Id, CultureInfo.InvariantCulture)), new UserId(ulong.Parse(bot.Id, CultureInfo.InvariantCulture))]);

        (await Figures(house, null)).Status.ShouldBe(401);
        (await Figures(house, bob.Token)).Status.ShouldBe(404);
        (await Figures(house, "Bot " + bot.Token)).Status.ShouldBe(404);
        var (status, json) = await Figures(house, ada.Token);
        status.ShouldBe(200);
        json.GetProperty("series").EnumerateObject().Select(series => series.Name).ShouldBe(FigureSeries.All.Select(series => series.Name));
    }

    [Fact]
    public async Task A_page_asks_only_for_what_it_has_not_seen()
    {
        var time = new ManualTime();
        var operators = new List<UserId> { new(1) };
        await using var house = await TestHouse.Start(options => options with { Operators = operators }, time);
        var ada = await house.Register("ada");
        operators.Add(new UserId(ulong.Parse(ada.Id, CultureInfo.InvariantCulture)));
        await Eventually(async () =>
        {
            time.Advance(FigureHistory.Every);
            return (await Figures(house, ada.Token)).Json.GetProperty("times").GetArrayLength() >= 3;
        });

        var all = (await Figures(house, ada.Token)).Json;
        var rest = (await Figures(house, ada.Token, all.GetProperty("next").GetInt64() - 1)).Json;

        rest.GetProperty("times").GetArrayLength().ShouldBe(1);
        rest.GetProperty("series").GetProperty("memory_megabytes")[0].GetDouble().ShouldBeGreaterThan(1);
    }

    private static async Task<string> Metrics(TestHouse house)
    {
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        return await http.GetStringAsync("/metrics");
    }

    private static async Task<Dictionary<string, double>> Stages(TestHouse house) =>
        Counted().Matches(await Metrics(house))
            .GroupBy(match => match.Groups["stage"].Value)
            .ToDictionary(group => group.Key, group => group.Sum(match => double.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)));

    private static async Task<(int Status, JsonElement Json)> Figures(TestHouse house, string? token, long after = 0)
    {
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/operator/figures?after={after}");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await isSo()) return;
            await Task.Yield();
        }

        throw new TimeoutException("It did not come to be so.");
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="[^"\n]*",?)+\})? (NaN|[+-]Inf|-?[0-9.eE+-]+))$""")]
    private static partial Regex Line();

    [GeneratedRegex("""guildhall_stage_duration_seconds_count\{[^}]*stage="(?<stage>\w+)"[^}]*\} (?<count>\d+)""")]
    private static partial Regex Counted();
}
