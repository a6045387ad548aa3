using Guildhall.Community.Components;
using Guildhall.Community.Interactions;
using Guildhall.Storage.Messages;
using static Guildhall.Community.Tests.Components.Reading;

namespace Guildhall.Community.Tests.Components;

public sealed class ComponentClickTests
{
    private static readonly object[] Shown =
    [
        Row(Button("yes"), new { type = 2, style = 1, label = "no", custom_id = "off", disabled = true }, new { type = 2, style = 5, label = "l", url = "https://example.org" }),
        new { type = 9, components = new[] { Text() }, accessory = Button("beside") },
        new { type = 17, components = new[] { Row(new { type = 3, custom_id = "pick", min_values = 1, max_values = 2, options = Options(3) }) } },
        Row(new { type = 5, custom_id = "user" }),
        Row(new { type = 6, custom_id = "role", min_values = 0 }),
        Row(new { type = 7, custom_id = "both", max_values = 2 }),
        Row(new { type = 8, custom_id = "channel", channel_types = new[] { 0 } }),
    ];

    [Theory]
    [InlineData("yes")]
    [InlineData("beside")]
    public void A_button_is_pressed_wherever_it_stands(string id)
    {
        var (data, named, component) = Click(new { custom_id = id, component_type = 2 }).Value;
        (data.CustomId, data.ComponentType, data.Values).ShouldBe((id, 2, null));
        named.IsEmpty.ShouldBeTrue();
        component.CustomId.ShouldBe(id);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("nowhere")]
    public void What_is_disabled_or_not_there_is_not_used(string id) => Wrong(new { custom_id = id }).ShouldBe(["data COMPONENT_VALIDATION_FAILED"]);

    [Fact]
    public void A_click_says_what_it_is_on()
    {
        Wrong(new { }).ShouldBe(["data.custom_id BASE_TYPE_REQUIRED"]);
        Wrong(new { custom_id = "yes", component_type = 3 }).ShouldBe(["data.component_type BASE_TYPE_CHOICES"]);
        var form = FormOf(new { data = new { custom_id = "yes" } });
        ComponentClick.Read(form.Part("data")!, Message(null)).Failure.ShouldBeOfType<Failure.InvalidForm>();
    }

    [Fact]
    public void A_select_takes_values_of_its_own_within_its_bounds()
    {
        Click(new { custom_id = "pick", values = new[] { "v2", "v0" } }).Value.Data.Values.ShouldBe(["v2", "v0"]);
        Wrong(new { custom_id = "pick", values = Array.Empty<string>() }).ShouldBe(["data.values BASE_TYPE_BAD_LENGTH"]);
        Wrong(new { custom_id = "pick" }).ShouldBe(["data.values BASE_TYPE_BAD_LENGTH"]);
        Wrong(new { custom_id = "pick", values = new[] { "v0", "v1", "v2" } }).ShouldBe(["data.values BASE_TYPE_BAD_LENGTH"]);
        Wrong(new { custom_id = "pick", values = new[] { "v0", "other" } }).ShouldBe(["data.values.1 BASE_TYPE_CHOICES"]);
        Wrong(new { custom_id = "pick", values = new[] { "v0", "v0" } }).ShouldBe(["data.values.1 SET_TYPE_ALREADY_CONTAINS_VALUE"]);
        Wrong(new { custom_id = "pick", values = "v0" }).ShouldBe(["data.values LIST_TYPE_CONVERT"]);
        Wrong(new { custom_id = "pick", values = new object[] { 7 } }).ShouldBe(["data.values.0 STRING_TYPE_CONVERT"]);
    }

    [Fact]
    public void What_the_other_selects_take_is_named_to_be_looked_up()
    {
        Named("user", "5").Users.ShouldBe([new UserId(new Snowflake(5))]);
        Named("role", "5").Roles.ShouldBe([new RoleId(new Snowflake(5))]);
        Named("both", "5", "6").Mentionables.ShouldBe([new Snowflake(5), new Snowflake(6)]);
        var channel = Named("channel", "5");
        channel.Channels.ShouldBe([new ChannelId(new Snowflake(5))]);
        channel.ChannelDemands.ShouldHaveSingleItem().Types.ShouldBe([ChannelType.GuildText]);
        Click(new { custom_id = "role", values = Array.Empty<string>() }).Value.Named.IsEmpty.ShouldBeTrue();
        Wrong(new { custom_id = "user", values = new[] { "bob" } }).ShouldBe(["data.values.0 NUMBER_TYPE_COERCE"]);
        Wrong(new { custom_id = "user", values = new[] { "5", "6" } }).ShouldBe(["data.values BASE_TYPE_BAD_LENGTH"]);
    }

    private static NamedIds Named(string id, params string[] values) => Click(new { custom_id = id, values }).Value.Named;

    private static Result<(InteractionDataPayload Data, NamedIds Named, ComponentPayload Component)> Click(object data) =>
        ComponentClick.Read(FormOf(new { data }).Part("data")!, Message(Read(Shown)));

    private static string[] Wrong(object data) =>
        [.. Click(data).Failure.ShouldBeOfType<Failure.InvalidForm>().Errors.Select(error => $"{error.Path} {error.Code}")];

    private static StoredMessage Message(IReadOnlyList<ComponentPayload>? components) => new()
    {
        Channel = new ChannelId(new Snowflake(1)),
        Id = new MessageId(new Snowflake(2)),
        Guild = new GuildId(new Snowflake(3)),
        Author = new UserId(new Snowflake(4)),
        Extra = components is null ? null : new MessageExtra { Components = components },
    };
}
