using System.Text.Json;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;
using Guildhall.Community.Interactions;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Protocol;
using Xunit;

namespace Guildhall.Community.Tests.Interactions;

/// <summary>What a person calls a command with, against what the command's author has defined.</summary>
public sealed class CommandCallTests
{
    private static readonly CommandPayload Plain = Command(
        """
        [
          {"type":3,"name":"text","description":"d","required":true,"min_length":2,"max_length":4},
          {"type":4,"name":"whole","description":"d","min_value":1,"max_value":10},
          {"type":10,"name":"real","description":"d","max_value":0.5},
          {"type":5,"name":"flag","description":"d"},
          {"type":6,"name":"user","description":"d"},
          {"type":7,"name":"channel","description":"d","channel_types":[0,5]},
          {"type":8,"name":"role","description":"d"},
          {"type":9,"name":"both","description":"d"},
          {"type":11,"name":"file","description":"d"},
          {"type":3,"name":"pick","description":"d","choices":[{"name":"A","value":"a"},{"name":"B","value":"b"}]},
          {"type":4,"name":"guess","description":"d","autocomplete":true}
        ]
        """);

    private static readonly CommandPayload Grouped = Command(
        """
        [
          {"type":2,"name":"group","description":"d","options":[{"type":1,"name":"deep","description":"d","options":[{"type":5,"name":"on","description":"d","required":true}]}]},
          {"type":1,"name":"bare","description":"d"}
        ]
        """);

    [Fact]
    public void A_call_with_a_value_of_every_type_is_passed_on_and_names_what_it_names()
    {
        var file = new AttachmentPayload { Id = new AttachmentId(77), Filename = "a.txt" };
        var read = CommandCall.Read(
            Data("""
                {"options":[
                  {"type":3,"name":"text","value":"abc"},{"type":4,"name":"whole","value":10.0},{"type":10,"name":"real","value":-1.5},{"type":5,"name":"flag","value":false},
                  {"type":6,"name":"user","value":"11"},{"type":7,"name":"channel","value":"12"},{"type":8,"name":"role","value":"13"},{"type":9,"name":"both","value":"14"},
                  {"type":11,"name":"file","value":"0"},{"type":3,"name":"pick","value":"b"}]}
                """),
            Plain,
            false,
            new Dictionary<string, AttachmentPayload> { ["0"] = file });
        Assert.True(read.IsOk, read.Failure?.ToString());
        var (data, named) = read.Value;
        Assert.Equal("abc", data.Options![0].Value!.Value.GetString());
        Assert.Equal("10", data.Options[1].Value!.Value.GetRawText());
        Assert.Equal("-1.5", data.Options[2].Value!.Value.GetRawText());
        Assert.Equal("77", data.Options[8].Value!.Value.GetString());
        Assert.All(data.Options, option => Assert.Null(option.Focused));
        Assert.Equal([new UserId(11)], named.Users);
        Assert.Equal([new ChannelId(12)], named.Channels);
        Assert.Equal([ChannelType.GuildText, ChannelType.GuildAnnouncement], Assert.Single(named.ChannelDemands).Types);
        Assert.Equal([new RoleId(13)], named.Roles);
        Assert.Equal([new Snowflake(14)], named.Mentionables);
        Assert.Equal([file], named.Attachments);
    }

    [Theory]
    [InlineData("""[]""", "options", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"type":3,"name":"text","value":"a"}]""", "options.0.value", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""[{"type":3,"name":"text","value":"abcde"}]""", "options.0.value", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""[{"type":3,"name":"text","value":7}]""", "options.0.value", "STRING_TYPE_CONVERT")]
    [InlineData("""[{"type":3,"name":"text","value":"\ud800x"}]""", "options.0.value", "STRING_TYPE_CONVERT")]
    [InlineData("""[{"type":3,"name":"text"}]""", "options.0.value", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"type":4,"name":"text","value":"abc"}]""", "options.0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""[{"type":3,"name":"other","value":"abc"}]""", "options.0.name", "BASE_TYPE_CHOICES")]
    [InlineData("""[{"type":3,"value":"abc"}]""", "options.0.name", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":3,"name":"text","value":"abd"}]""", "options.1.name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":4,"name":"whole","value":0}]""", "options.1.value", "NUMBER_TYPE_MIN")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":4,"name":"whole","value":11}]""", "options.1.value", "NUMBER_TYPE_MAX")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":4,"name":"whole","value":1.5}]""", "options.1.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":4,"name":"whole","value":"3"}]""", "options.1.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":4,"name":"guess","value":1e300}]""", "options.1.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":10,"name":"real","value":0.6}]""", "options.1.value", "NUMBER_TYPE_MAX")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":5,"name":"flag","value":"true"}]""", "options.1.value", "BOOLEAN_TYPE_CONVERT")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":6,"name":"user","value":"someone"}]""", "options.1.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":11,"name":"file","value":"0"}]""", "options.1.value", "BASE_TYPE_CHOICES")]
    [InlineData("""[{"type":3,"name":"text","value":"abc"},{"type":3,"name":"pick","value":"c"}]""", "options.1.value", "BASE_TYPE_CHOICES")]
    [InlineData("""{"a":1}""", "options", "LIST_TYPE_CONVERT")]
    [InlineData("""[7]""", "options.0", "DICT_TYPE_CONVERT")]
    public void A_value_that_does_not_fit_is_refused_at_its_place(string options, string path, string code)
    {
        var read = CommandCall.Read(Data($$"""{"options":{{options}}}"""), Plain, false);
        Assert.Contains(Errors(read), error => error.Path == path && error.Code == code);
    }

    [Fact]
    public void A_subcommand_is_named_one_by_one()
    {
        var read = CommandCall.Read(
            Data("""{"options":[{"type":2,"name":"group","options":[{"type":1,"name":"deep","options":[{"type":5,"name":"on","value":true}]}]}]}"""), Grouped, false);
        Assert.True(read.IsOk, read.Failure?.ToString());
        Assert.Equal("on", read.Value.Data.Options![0].Options![0].Options![0].Name);
        var bare = CommandCall.Read(Data("""{"options":[{"type":1,"name":"bare"}]}"""), Grouped, false);
        Assert.Empty(bare.Value.Data.Options![0].Options!);
    }

    [Theory]
    [InlineData("""[]""", "options")]
    [InlineData("""[{"type":1,"name":"bare"},{"type":1,"name":"bare"}]""", "options")]
    [InlineData("""[{"type":2,"name":"group"}]""", "options.0.options")]
    [InlineData("""[{"type":2,"name":"group","options":[{"type":1,"name":"deep"}]}]""", "options.0.options.0.options")]
    [InlineData("""[{"type":2,"name":"group","options":[{"type":1,"name":"bare"}]}]""", "options.0.options.0.name")]
    [InlineData("""[{"type":1,"name":"bare","options":[{"type":5,"name":"on","value":true}]}]""", "options.0.options.0.name")]
    public void A_call_of_no_subcommand_or_a_wrong_one_is_refused(string options, string path) =>
        Assert.Contains(Errors(CommandCall.Read(Data($$"""{"options":{{options}}}"""), Grouped, false)), error => error.Path == path);

    [Theory]
    [InlineData("\"12\"", "\"12\"")]
    [InlineData("\"not yet a number\"", "\"not yet a number\"")]
    [InlineData("99", "99")]
    public void While_a_call_is_written_the_value_in_focus_is_whatever_was_typed_and_nothing_is_required(string typed, string passedOn)
    {
        var read = CommandCall.Read(Data($$"""{"options":[{"type":6,"name":"user","value":"5"},{"type":4,"name":"guess","value":{{typed}},"focused":true}]}"""), Plain, true);
        Assert.True(read.IsOk, read.Failure?.ToString());
        var focused = read.Value.Data.Options!.Single(option => option.Focused == true);
        Assert.Equal(passedOn, focused.Value!.Value.GetRawText());
        Assert.True(read.Value.Named.IsEmpty);
    }

    [Theory]
    [InlineData("""[{"type":4,"name":"guess","value":""}]""", "options")]
    [InlineData("""[{"type":3,"name":"text","value":"a","focused":true}]""", "options.0.focused")]
    [InlineData("""[{"type":3,"name":"text","value":"a","focused":true},{"type":4,"name":"guess","value":"1","focused":true}]""", "options")]
    public void Exactly_one_option_with_autocomplete_is_in_focus(string options, string path) =>
        Assert.Contains(Errors(CommandCall.Read(Data($$"""{"options":{{options}}}"""), Plain, true)), error => error.Path == path);

    [Fact]
    public void A_context_menu_names_its_target()
    {
        var user = CommandCall.Read(Data("""{"target_id":"42"}"""), Command("[]") with { Type = CommandPayload.User }, false);
        Assert.Equal([new UserId(42)], user.Value.Named.Users);
        Assert.Equal(new Snowflake(42), user.Value.Data.TargetId);
        var message = CommandCall.Read(Data("""{"target_id":"43"}"""), Command("[]") with { Type = CommandPayload.Message }, false);
        Assert.Equal([new MessageId(43)], message.Value.Named.Messages);
        Assert.Contains(Errors(CommandCall.Read(Data("{}"), Command("[]") with { Type = CommandPayload.User }, false)), error => error.Path == "target_id");
    }

    [Fact]
    public void A_call_of_an_older_version_is_told_so()
    {
        var read = CommandCall.Read(Data("""{"version":"8","options":[{"type":3,"name":"text","value":"abc"}]}"""), Plain, false);
        Assert.Contains(Errors(read), error => error.Code == "INTERACTION_APPLICATION_COMMAND_INVALID_VERSION");
        Assert.True(CommandCall.Read(Data("""{"version":"9","type":1,"options":[{"type":3,"name":"text","value":"abc"}]}"""), Plain, false).IsOk);
    }

    private static CommandPayload Command(string options) => new()
    {
        Id = new CommandId(7),
        ApplicationId = new ApplicationId(5),
        Version = new CommandId(9),
        Name = "test",
        Description = "d",
        Options = Options(options),
    };

    private static IReadOnlyList<CommandOptionPayload> Options(string options)
    {
        var form = new Form(JsonDocument.Parse($$"""{"name":"test","description":"d","options":{{options}}}""").RootElement);
        var read = CommandForm.Read(form);
        Assert.Null(form.Failure);
        return read.Options.Value!;
    }

    private static Form Data(string json) => new(JsonDocument.Parse(json).RootElement);

    private static IReadOnlyList<FieldError> Errors(Result<(InteractionDataPayload Data, NamedIds Named)> read) =>
        Assert.IsType<Failure.InvalidForm>(read.Failure).Errors;
}
