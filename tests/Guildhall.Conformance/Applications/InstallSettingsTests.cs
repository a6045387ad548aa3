using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Applications;

public sealed class InstallSettingsTests
{
    private static readonly string[] Both = ["bot", "applications.commands"];
    private static readonly string[] Commands = ["applications.commands"];

    [Fact]
    public async Task An_application_says_how_it_may_be_had_and_what_its_link_asks_for()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var path = $"/applications/{bot.Id}";
        (await ada.Get(path)).Ok()["integration_types_config"].EnumerateObject().Select(one => one.Name).ShouldBe(["0"]);
        var config = new Dictionary<string, object?>
        {
            ["0"] = new { oauth2_install_params = new { scopes = Both, permissions = "2048" } },
            ["1"] = new { oauth2_install_params = new { scopes = Commands, permissions = "0" } },
        };
        var both = (await bot.Patch("/applications/@me", new { integration_types_config = config })).Ok();
        Params(both.Json, "0").GetProperty("permissions").GetString().ShouldBe("2048");
        Params(both.Json, "1").GetProperty("scopes")[0].GetString().ShouldBe("applications.commands");
        both["install_params"].GetProperty("permissions").GetString().ShouldBe("2048");

        var forUsers = (await ada.Patch(path, new { integration_types_config = new Dictionary<string, object?> { ["0"] = null, ["1"] = new { } } })).Ok();
        forUsers["integration_types_config"].EnumerateObject().Select(one => one.Name).ShouldBe(["1"]);
        forUsers.Json.TryGetProperty("install_params", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_older_field_says_what_a_guild_is_asked_for()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var set = (await ada.Patch($"/applications/{bot.Id}", new { install_params = new { scopes = Both, permissions = "8" } })).Ok();
        Params(set.Json, "0").GetProperty("permissions").GetString().ShouldBe("8");
        var gone = (await ada.Patch($"/applications/{bot.Id}", new { install_params = (object?)null })).Ok();
        gone["integration_types_config"].GetProperty("0").TryGetProperty("oauth2_install_params", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_application_that_nobody_can_have_or_a_bot_for_a_user_is_refused()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var path = $"/applications/{bot.Id}";
        (await ada.Patch(path, new { integration_types_config = new { } })).Code.ShouldBe(50035);
        (await ada.Patch(path, new { integration_types_config = new Dictionary<string, object?> { ["0"] = null } })).Code.ShouldBe(50035);
        var wrong = new Dictionary<string, object?> { ["1"] = new { oauth2_install_params = new { scopes = Both, permissions = "0" } } };
        (await ada.Patch(path, new { integration_types_config = wrong })).Code.ShouldBe(50035);
    }

    private static JsonElement Params(JsonElement application, string way) =>
        application.GetProperty("integration_types_config").GetProperty(way).GetProperty("oauth2_install_params");
}
