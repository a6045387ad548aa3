using System.Text.Json;
using Guildhall.Community.Components;
using Guildhall.Community.Interactions;
using static Guildhall.Community.Tests.Components.Reading;

namespace Guildhall.Community.Tests.Components;

public sealed class ModalSubmitTests
{
    private static readonly AttachmentPayload Png = new() { Id = new(new Snowflake(70)), Filename = "a.png", ContentType = "image/png" };
    private static readonly AttachmentPayload Log = new() { Id = new(new Snowflake(71)), Filename = "b.txt", ContentType = "text/plain; charset=utf-8" };
    private static readonly Dictionary<string, AttachmentPayload> Files = new() { ["0"] = Png, ["1"] = Log };

    [Fact]
    public void An_answer_comes_in_the_order_and_shape_of_the_modal()
    {
        var modal = Modal(
            Text("please"),
            Row(new { type = 4, custom_id = "name", style = 1, label = "name" }),
            Label(new { type = 3, custom_id = "pick", options = Options(2) }),
            Label(new { type = 23, custom_id = "agree" }));
        var (data, named) = Submit(modal, Part("agree", 23, true), Picked("pick", 3, "v1"), new { type = 1, components = new[] { new { type = 4, custom_id = "name", value = " ada " } } }).Value;
        named.IsEmpty.ShouldBeTrue();
        data.CustomId.ShouldBe("modal");
        var json = JsonSerializer.SerializeToElement(data, InteractionJson.Default.InteractionDataPayload).GetProperty("components");
        json.GetRawText().ShouldBe(
            """[{"type":10,"id":1},{"type":1,"id":2,"components":[{"type":4,"id":3,"custom_id":"name","value":" ada "}]},"""
            + """{"type":18,"id":4,"component":{"type":3,"id":5,"custom_id":"pick","values":["v1"]}},"""
            + """{"type":18,"id":6,"component":{"type":23,"id":7,"custom_id":"agree","value":true}}]""");
    }

    [Fact]
    public void An_answer_is_to_the_modal_that_was_shown()
    {
        var modal = Modal(Input());
        Wrong(modal with { CustomId = "other" }, Part("text", 4, "x")).ShouldContain("data.custom_id COMPONENT_VALIDATION_FAILED");
        Wrong(modal, Part("text", 4, "x"), Part("foreign", 4, "x")).ShouldBe(["data.components.1.component.custom_id COMPONENT_VALIDATION_FAILED"]);
        Wrong(modal, Part("text", 4, "x"), Part("text", 4, "y")).ShouldBe(["data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"]);
        Wrong(modal, Part("text", 3, "x")).ShouldContain("data.components.0.component.type BASE_TYPE_CHOICES");
        Wrong(modal, "text").ShouldContain("data.components.0 DICT_TYPE_CONVERT");
    }

    [Fact]
    public void A_text_has_its_lengths()
    {
        var bounded = Modal(Label(new { type = 4, custom_id = "text", style = 2, min_length = 2, max_length = 4 }));
        Wrong(bounded, Part("text", 4, "a")).ShouldBe(["data.components.0.component.value BASE_TYPE_BAD_LENGTH"]);
        Submit(bounded, Part("text", 4, "😀😀")).IsOk.ShouldBeTrue();
        Wrong(bounded, Part("text", 4, "fives")).ShouldBe(["data.components.0.component.value BASE_TYPE_MAX_LENGTH"]);
        Wrong(bounded, Part("text", 4, "")).ShouldBe(["data.components.0.component.value BASE_TYPE_REQUIRED"]);
        Wrong(bounded).ShouldBe(["data.components BASE_TYPE_REQUIRED"]);
        var free = Modal(Label(new { type = 4, custom_id = "text", style = 2, min_length = 2, required = false }));
        Submit(free, Part("text", 4, "")).IsOk.ShouldBeTrue();
        ValueOf(Submit(free)).ShouldBe("\"\"");
    }

    [Fact]
    public void Choices_are_among_those_shown()
    {
        var radio = Modal(Label(new { type = 21, custom_id = "one", options = Options(2) }));
        ValueOf(Submit(radio, Part("one", 21, "v1"))).ShouldBe("\"v1\"");
        Wrong(radio, Part("one", 21, "v9")).ShouldBe(["data.components.0.component.value BASE_TYPE_CHOICES"]);
        Wrong(radio, Part("one", 21, null)).ShouldBe(["data.components.0.component.value BASE_TYPE_REQUIRED"]);
        ValueOf(Submit(Modal(Label(new { type = 21, custom_id = "one", required = false, options = Options(2) })))).ShouldBe("null");

        var boxes = Modal(Label(new { type = 22, custom_id = "some", min_values = 2, options = Options(3) }));
        Submit(boxes, Picked("some", 22, "v0", "v2")).IsOk.ShouldBeTrue();
        Wrong(boxes, Picked("some", 22, "v0")).ShouldBe(["data.components.0.component.values BASE_TYPE_BAD_LENGTH"]);
        Wrong(boxes, Picked("some", 22, "v0", "v7")).ShouldBe(["data.components.0.component.values.1 BASE_TYPE_CHOICES"]);
        ValueOf(Submit(Modal(Label(new { type = 23, custom_id = "box" })))).ShouldBe("false");
    }

    [Fact]
    public void Nothing_is_chosen_only_where_nothing_is_required()
    {
        Wrong(Modal(Label(new { type = 3, custom_id = "s", min_values = 0, options = Options(2) })), Picked("s", 3)).ShouldBe(["data.components.0.component.values BASE_TYPE_BAD_LENGTH"]);
        var free = Modal(Label(new { type = 3, custom_id = "s", min_values = 2, max_values = 2, required = false, options = Options(2) }));
        Submit(free, Picked("s", 3)).IsOk.ShouldBeTrue();
        Submit(free).IsOk.ShouldBeTrue();
        Wrong(free, Picked("s", 3, "v0")).ShouldBe(["data.components.0.component.values BASE_TYPE_BAD_LENGTH"]);
    }

    [Fact]
    public void What_is_named_anywhere_is_to_be_looked_up()
    {
        var modal = Modal(
            Label(new { type = 5, custom_id = "u", max_values = 2 }),
            Label(new { type = 6, custom_id = "r" }),
            Label(new { type = 7, custom_id = "m" }),
            Label(new { type = 8, custom_id = "c", channel_types = new[] { 2 } }),
            Label(new { type = 5, custom_id = "u2" }));
        var named = Submit(modal, Picked("u", 5, "1", "2"), Picked("r", 6, "3"), Picked("m", 7, "4"), Picked("c", 8, "5"), Picked("u2", 5, "1")).Value.Named;
        named.Users.Select(id => id.Number).ShouldBe([1UL, 2UL]);
        (named.Roles[0].Number, named.Mentionables[0].Value, named.Channels[0].Number).ShouldBe((3UL, 4UL, 5UL));
        named.ChannelDemands.ShouldHaveSingleItem().Types.ShouldBe([ChannelType.GuildVoice]);
    }

    [Fact]
    public void Files_are_among_those_that_came_and_of_the_types_asked_for()
    {
        var modal = Modal(Label(new { type = 19, custom_id = "f", max_values = 2 }));
        var (data, named) = Submit(modal, Picked("f", 19, "0", "1")).Value;
        data.Components![0].Component!.Values.ShouldBe(["70", "71"]);
        named.Attachments.ShouldBe([Png, Log]);
        Wrong(modal, Picked("f", 19, "5")).ShouldBe(["data.components.0.component.values.0 ATTACHMENT_NOT_FOUND"]);
        Wrong(modal, Picked("f", 19, "0", "0")).ShouldBe(["data.components.0.component.values.1 ATTACHMENT_NOT_FOUND"]);
        foreach (var type in (string[])[".png", "image/png", "image/*"])
        {
            var pictures = Modal(Label(new { type = 19, custom_id = "f", file_types = new[] { type } }));
            Submit(pictures, Picked("f", 19, "0")).IsOk.ShouldBeTrue();
            Wrong(pictures, Picked("f", 19, "1")).ShouldBe(["data.components.0.component.values.0 ATTACHMENT_TYPE_NOT_ALLOWED"]);
        }

        Submit(Modal(Label(new { type = 19, custom_id = "f", file_types = new[] { "text/plain" } })), Picked("f", 19, "1")).IsOk.ShouldBeTrue();
    }

    private static object Label(object component) => new { type = 18, label = "label", component };

    private static object Input() => Label(new { type = 4, custom_id = "text", style = 1 });

    private static object Part(string id, int type, object? value) => new { type = 18, component = new { type, custom_id = id, value } };

    private static object Picked(string id, int type, params string[] values) => new { type = 18, component = new { type, custom_id = id, values } };

    private static ModalPayload Modal(params object[] components)
    {
        var form = FormOf(new { custom_id = "modal", title = "title", components });
        var modal = ModalForm.Read(form);
        form.Failure.ShouldBeNull();
        return modal;
    }

    private static Result<(InteractionDataPayload Data, NamedIds Named)> Submit(ModalPayload modal, params object[] components) =>
        ModalSubmit.Read(FormOf(new { data = new { id = "1", custom_id = "modal", components } }).Part("data")!, modal, Files);

    private static string? ValueOf(Result<(InteractionDataPayload Data, NamedIds Named)> submitted) =>
        submitted.Value.Data.Components![0].Component!.Value?.GetRawText();

    private static string[] Wrong(ModalPayload modal, params object[] components) =>
        [.. Submit(modal, components).Failure.ShouldBeOfType<Failure.InvalidForm>().Errors.Select(error => $"{error.Path} {error.Code}")];
}
