using System.Text;
using Guildhall.Testing;

namespace Guildhall.Conformance.Edge;

/// <summary>What the API says to requests that no operation takes.</summary>
public sealed class DoorTests
{
    [Theory]
    [InlineData("GET", "/api/v10/nothing", 404, 0)]
    [InlineData("GET", "/api/nothing", 404, 0)]
    [InlineData("PUT", "/api/v10/gateway", 405, 0)]
    [InlineData("GET", "/api/v6/gateway", 400, 50041)]
    [InlineData("GET", "/api/v10/users/@me", 401, 0)]
    [InlineData("GET", "/api/v9/gateway", 200, 0)]
    [InlineData("GET", "/api/gateway", 200, 0)]
    public async Task Paths_and_methods_are_answered_as_documented(string method, string path, int status, int code)
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 200) return;
        var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        body.GetProperty("code").GetInt32().ShouldBe(code);
        body.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_browser_of_another_origin_may_call_without_cookies()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var ask = new HttpRequestMessage(HttpMethod.Options, "/api/v10/users/@me");
        ask.Headers.Add("Origin", "https://elsewhere.example");
        ask.Headers.Add("Access-Control-Request-Method", "PATCH");
        using var allowed = await http.SendAsync(ask);
        ((int)allowed.StatusCode).ShouldBe(204);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Authorization");
        allowed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"username\":", 400, 50109)]
    [InlineData("[1,2]", 400, 50035)]
    [InlineData("", 400, 50035)]
    public async Task A_body_that_is_no_form_is_told_so(string body, int status, int code)
    {
        await using var house = await TestHouse.Start();
        var answer = await house.Nobody.Post("/auth/register", body);
        (answer.Status, answer.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_deep_nesting_is_no_json()
    {
        await using var house = await TestHouse.Start();
        var large = await house.Nobody.Post("/auth/register", "{\"username\":\"" + new string('x', Limits.JsonBodyBytes) + "\"}");
        (large.Status, large.Code).ShouldBe((413, 40005));
        var deep = await house.Nobody.Post("/auth/register", new StringBuilder().Insert(0, "[", 5_000).Append(new string(']', 5_000)).ToString());
        (deep.Status, deep.Code).ShouldBe((400, 50109));
    }

    [Fact]
    public async Task Answers_carry_the_bucket_and_an_empty_one_is_429()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false });
        var ada = await house.User("ada");
        Answer answer;
        var calls = 0;
        do answer = await ada.Post("/guilds", new { name = "Again" });
        while (answer.Status != 429 && ++calls < 20);
        answer.Status.ShouldBe(429);
        answer["global"].GetBoolean().ShouldBeFalse();
        answer["retry_after"].GetDouble().ShouldBeGreaterThan(0);
        answer.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["0"]);
        answer.Headers.GetValues("X-RateLimit-Scope").ShouldBe(["user"]);
    }
}
