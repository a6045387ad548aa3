using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Applications;

public sealed class CommandTests
{
    [Fact]
    public async Task A_command_is_made_replaced_by_its_name_changed_and_deleted()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var path = $"/applications/{bot.Id}/commands";
        var made = await bot.Post(path, new { name = "weave", description = "Weaves", options = new[] { new { type = 3, name = "pattern", description = "Which", required = true } } });
        made.Status.ShouldBe(201);
        made.Ok()["options"][0].GetProperty("required").GetBoolean().ShouldBeTrue();
        var again = await bot.Post(path, new { name = "weave", description = "Weaves better", name_localizations = new { de = "weben" } });
        again.Status.ShouldBe(200);
        again.Id.ShouldBe(made.Id);
        again["version"].GetString().ShouldNotBe(made["version"].GetString());
        (await bot.Get(path)).Ok().Json[0].TryGetProperty("name_localizations", out _).ShouldBeFalse();
        (await bot.Get($"{path}?with_localizations=true")).Ok().Json[0].GetProperty("name_localizations").GetProperty("de").GetString().ShouldBe("weben");
        var other = (await ada.Post(path, new { name = "Weave this", type = 3 })).Ok();
        (await bot.Patch($"{path}/{made.Id}", new { description = "Changed", default_member_permissions = "8" })).Ok()["default_member_permissions"].GetString().ShouldBe("8");
        (await bot.Patch($"{path}/{other.Id}", new { options = new[] { new { type = 3, name = "x", description = "y" } } })).Code.ShouldBe(50035);
        await house.Restart();
        (await bot.Get($"{path}/{made.Id}")).Ok()["description"].GetString().ShouldBe("Changed");
        (await bot.Delete($"{path}/{made.Id}")).Status.ShouldBe(204);
        (await bot.Get($"{path}/{made.Id}")).Code.ShouldBe(10063);
        (await bot.Delete($"{path}/{made.Id}")).Code.ShouldBe(10063);
        (await bot.Patch($"{path}/77", new { description = "x" })).Code.ShouldBe(10063);
    }

    [Fact]
    public async Task Replacing_all_keeps_the_ids_of_those_that_stay()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var path = $"/applications/{bot.Id}/commands";
        object Named(string name) => new { name, description = name };
        var first = (await bot.Put(path, new[] { Named("one"), Named("two") })).Ok().Json.EnumerateArray().Select(Id).ToArray();
        var second = (await bot.Put(path, new[] { Named("two"), Named("three") })).Ok().Json.EnumerateArray().Select(Id).ToArray();
        second[0].ShouldBe(first[1]);
        (await bot.Get(path)).Ok().Json.EnumerateArray().Select(Id).ShouldBe(second);
        (await bot.Put(path, new[] { Named("same"), Named("same") })).Code.ShouldBe(50035);
        (await bot.Put(path, Enumerable.Range(0, 101).Select(number => Named($"c{number}")))).Code.ShouldBe(30032);
        (await bot.Put(path, Enumerable.Range(0, 131).Select(number => Named($"c{number}")))).Code.ShouldBe(50035);
        (await bot.Put(path, "{}")).Code.ShouldBe(50035);
        (await bot.Post($"{path}", new { name = "three", description = "x" })).Status.ShouldBe(200);
        (await bot.Patch($"{path}/{second[0]}", Named("three"))).Code.ShouldBe(40041);

        static string? Id(JsonElement command) => command.GetProperty("id").GetString();
    }

    [Theory]
    [InlineData("""{"name":"Capital","description":"x"}""", "name")]
    [InlineData("""{"name":"two words","description":"x"}""", "name")]
    [InlineData("""{"name":"nothing"}""", "description")]
    [InlineData("""{"description":"x"}""", "name")]
    [InlineData("""{"name":"Look","type":2,"description":"x"}""", "description")]
    [InlineData("""{"name":"x","description":"x","type":9}""", "type")]
    [InlineData("""{"name":"x","description":"x","contexts":[7]}""", "contexts")]
    [InlineData("""{"name":"x","description":"x","name_localizations":{"xx":"y"}}""", "name_localizations")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":3,"name":"a","description":"a"},{"type":3,"name":"b","description":"b","required":true}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":3,"name":"a","description":"a"},{"type":1,"name":"b","description":"b"}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":3,"name":"a","description":"a"},{"type":3,"name":"a","description":"b"}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":4,"name":"a","description":"a","choices":[{"name":"one","value":"text"}]}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":3,"name":"a","description":"a","autocomplete":true,"choices":[{"name":"one","value":"text"}]}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":1,"name":"a","description":"a","options":[{"type":1,"name":"b","description":"b"}]}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":2,"name":"a","description":"a","options":[{"type":3,"name":"b","description":"b"}]}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":3,"name":"a","description":"a","min_length":9000}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","options":[{"type":12,"name":"a","description":"a"}]}""", "options")]
    [InlineData("""{"name":"x","description":"x","integration_types":[]}""", "integration_types")]
    [InlineData("""{"name":"x","description":"x","handler":9}""", "handler")]
    [InlineData("""{"name":"x","description":"x","default_member_permissions":"all"}""", "default_member_permissions")]
    public async Task A_command_that_makes_no_sense_is_refused_at_its_field(string body, string field)
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var refused = await bot.Post($"/applications/{bot.Id}/commands", body);
        refused.Code.ShouldBe(50035, refused.Text);
        refused["errors"].TryGetProperty(field, out _).ShouldBeTrue(refused.Text);
    }

    [Theory]
    [InlineData("""{"type":3,"name":"a","description":"a"},{"type":3,"name":"b","description":"b","required":true}""", "1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")]
    [InlineData("""{"type":3,"name":"a","description":"a"},{"type":3,"name":"a","description":"b"}""", "1.name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":3,"name":"A","description":"a"}""", "0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"type":3,"name":"a b","description":"a"}""", "0.name", "STRING_TYPE_REGEX")]
    [InlineData("""{"type":3,"name":"a","description":"a","name_localizations":{"de":"A"}}""", "0.name_localizations.de", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"type":5,"name":"a","description":"a","autocomplete":true}""", "0.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID")]
    [InlineData("""{"type":6,"name":"a","description":"a","choices":[{"name":"x","value":"1"}]}""", "0.choices", "APPLICATION_COMMAND_CHOICES_INVALID")]
    [InlineData("""{"type":3,"name":"a","description":"a","options":[{"type":3,"name":"b","description":"b"}]}""", "0.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")]
    [InlineData("""{"type":1,"name":"a","description":"a","required":true}""", "0.required", "APPLICATION_COMMAND_REQUIRED_INVALID")]
    [InlineData("""{"type":3,"name":"a","description":"a","choices":[{"name":"x","value":"1"},{"name":"x","value":"2"}]}""", "0.choices.1.name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":4,"name":"a","description":"a","choices":[{"name":"x","value":1},{"name":"y","value":1}]}""", "0.choices.1.value", "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS")]
    [InlineData("""{"type":4,"name":"a","description":"a","min_value":5,"max_value":4}""", "0.max_value", "NUMBER_TYPE_MIN")]
    [InlineData("""{"type":3,"name":"a","description":"a","min_length":5,"max_length":4}""", "0.max_length", "NUMBER_TYPE_MIN")]
    [InlineData("""{"type":7,"name":"a","description":"a","channel_types":[99]}""", "0.channel_types", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":0,"name":"a","description":"a"}""", "0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":2,"name":"a","description":"a","options":[{"type":2,"name":"b","description":"b"}]}""", "0.options.0.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")]
    public async Task An_option_that_makes_no_sense_is_refused_at_its_place(string options, string path, string code)
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var refused = await bot.Post($"/applications/{bot.Id}/commands", $$"""{"name":"x","description":"x","options":[{{options}}]}""");
        refused.Code.ShouldBe(50035, refused.Text);
        var at = refused["errors"].GetProperty("options");
        foreach (var part in path.Split('.')) at = at.TryGetProperty(part, out var inner) ? inner : throw new UnexpectedAnswerException(refused.Text);
        at.GetProperty("_errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()).ShouldContain(code, refused.Text);
    }

    [Fact]
    public async Task A_command_with_all_its_options_is_bounded_in_size_and_every_language_counts_alone()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var path = $"/applications/{bot.Id}/commands";
        object Option(int number, int length) => new
        {
            type = 3,
            name = $"o{number}",
            description = new string('d', 100),
            description_localizations = new { de = new string('e', 100) },
            choices = Enumerable.Range(0, 25).Select(choice => new { name = $"{choice:D2}{new string('n', length)}", value = $"{choice}" }),
        };
        (await bot.Post(path, new { name = "big", description = "x", options = Enumerable.Range(0, 5).Select(number => Option(number, 50)) })).Status.ShouldBe(201);
        var refused = await bot.Post(path, new { name = "bigger", description = "x", options = Enumerable.Range(0, 6).Select(number => Option(number, 60)) });
        refused["errors"].GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("APPLICATION_COMMAND_TOO_LARGE");
    }

    [Fact]
    public async Task What_has_not_changed_keeps_its_version()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var path = $"/applications/{bot.Id}/commands";
        object[] all = [new { name = "one", description = "x", options = new[] { new { type = 4, name = "n", description = "n", min_value = 1 } } }, new { name = "two", description = "x" }];
        var first = (await bot.Put(path, all)).Ok().Json;
        all[1] = new { name = "two", description = "y" };
        var second = (await bot.Put(path, all)).Ok().Json;
        second[0].GetProperty("version").GetString().ShouldBe(first[0].GetProperty("version").GetString());
        second[1].GetProperty("version").GetString().ShouldNotBe(first[1].GetProperty("version").GetString());
        (await bot.Post(path, all[1])).Ok()["version"].GetString().ShouldBe(second[1].GetProperty("version").GetString());
    }

    [Fact]
    public async Task An_entry_point_is_one_and_contexts_say_where_a_command_may_be_called()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var path = $"/applications/{bot.Id}/commands";
        var launch = (await bot.Post(path, new { name = "launch", type = 4 })).Ok();
        launch["handler"].GetInt32().ShouldBe(1);
        launch["description"].GetString().ShouldBe("");
        (await bot.Post(path, new { name = "start", type = 4 })).Code.ShouldBe(30032);
        var there = (await bot.Post(path, new { name = "there", description = "x", contexts = new[] { 0, 2, 2 }, integration_types = new[] { 0, 1 } })).Ok();
        there["contexts"].GetArrayLength().ShouldBe(2);
        there["dm_permission"].GetBoolean().ShouldBeFalse();
        there["integration_types"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_list_shows_the_language_that_is_asked_for()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var path = $"/applications/{bot.Id}/commands";
        await bot.Post(path, new
        {
            name = "weave",
            description = "Weaves",
            name_localizations = new { de = "weben" },
            options = new[] { new { type = 3, name = "what", description = "What", description_localizations = new { de = "Was" } } },
        });
        var german = await Listed("Accept-Language", "xx, de-AT;q=0.9, en;q=0.1");
        german.GetProperty("name_localized").GetString().ShouldBe("weben");
        german.GetProperty("options")[0].GetProperty("description_localized").GetString().ShouldBe("Was");
        (await Listed("X-Discord-Locale", "fr")).TryGetProperty("name_localized", out _).ShouldBeFalse();

        async Task<JsonElement> Listed(string header, string value)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(house.BaseUrl, $"/api/v10{path}"));
            request.Headers.TryAddWithoutValidation("Authorization", $"Bot {bot.Token}");
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await http.SendAsync(request);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement[0].Clone();
        }
    }

    [Fact]
    public async Task A_command_of_one_guild_needs_the_bot_there_and_others_cannot_touch_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        var stranger = await house.CreateBot(await house.User("eve"), "Spy");
        var path = $"/applications/{bot.Id}/guilds/{guild.Id}/commands";
        var body = new { name = "weave", description = "Weaves" };
        (await bot.Post(path, body)).Code.ShouldBe(50001);
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        var made = (await bot.Post(path, body)).Ok();
        made["guild_id"].GetString().ShouldBe(guild.Id);
        (await bot.Get($"/applications/{bot.Id}/commands/{made.Id}")).Code.ShouldBe(10063);
        (await bot.Get(path)).Ok().Json.GetArrayLength().ShouldBe(1);
        (await stranger.Get(path)).Code.ShouldBe(20012);
        (await stranger.Post(path, body)).Code.ShouldBe(20012);
        (await bot.Get("/applications/1/commands")).Code.ShouldBe(10002);
        (await bot.Post(path, new { name = "start", type = 4, handler = 1 })).Code.ShouldBe(30032);
    }

    [Fact]
    public async Task Who_manages_guild_and_roles_says_who_may_use_a_command_there()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        var command = (await bot.Post($"/applications/{bot.Id}/commands", new { name = "weave", description = "Weaves" })).Ok().Id;
        var path = $"/applications/{bot.Id}/guilds/{guild.Id}/commands/{command}/permissions";
        var rules = new { permissions = new[] { new { id = guild.Id, type = 1, permission = false }, new { id = general.Id, type = 3, permission = true } } };
        (await bot.Get(path)).Code.ShouldBe(10066);
        (await bob.Put(path, rules)).Code.ShouldBe(50013);
        (await bot.Put(path, rules)).Code.ShouldBe(20001);
        (await guild.Owner.Put(path.Replace(command, "77", StringComparison.Ordinal), rules)).Code.ShouldBe(10063);
        (await guild.Owner.Put(path, new { permissions = new[] { new { id = "77", type = 1, permission = true } } })).Code.ShouldBe(10011);
        (await guild.Owner.Put(path, new { permissions = Enumerable.Repeat(new { id = guild.Id, type = 1, permission = true }, 2) })).Code.ShouldBe(50035);
        (await guild.Owner.Put(path, rules)).Ok()["permissions"].GetArrayLength().ShouldBe(2);
        await bob.Gateway.Saw("APPLICATION_COMMAND_PERMISSIONS_UPDATE", told => told.GetProperty("id").GetString() == command);
        (await bot.Get(path)).Ok()["permissions"][0].GetProperty("permission").GetBoolean().ShouldBeFalse();
        (await bot.Get($"/applications/{bot.Id}/guilds/{guild.Id}/commands/permissions")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await (await house.User("eve")).Get(path)).Code.ShouldBe(50001);
        var entry = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=121")).Ok()["audit_log_entries"][0];
        entry.GetProperty("options").GetProperty("application_id").GetString().ShouldBe(bot.Id);
        (await guild.Owner.Put(path, new { permissions = Array.Empty<object>() })).Ok();
        (await bot.Get(path)).Code.ShouldBe(10066);
    }
}
