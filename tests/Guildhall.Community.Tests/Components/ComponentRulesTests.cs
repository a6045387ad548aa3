using System.Text.Json;
using Guildhall.Community.Components;
using Guildhall.Community.Messages;
using Guildhall.Community.Tests.Messages;
using Guildhall.Storage.Messages;
using static Guildhall.Community.Tests.Components.Reading;

namespace Guildhall.Community.Tests.Components;

public sealed class ComponentRulesTests
{
    private static readonly MessageId Id = new(new Snowflake(500));
    private static readonly AttachmentPayload Picture = new() { Id = new(new Snowflake(7)), Filename = "my_cat.png", Width = 3, Height = 4, ContentType = "image/png", Size = 9 };
    private static readonly IReadOnlyList<ComponentPayload> Texts = Read(Text("hello <@12>"));
    private static readonly IReadOnlyList<ComponentPayload> Rows = Read(Row(Button()));

    [Fact]
    public void A_message_of_components_alone_has_nothing_else()
    {
        var draft = new MessageDraft { Flags = MessageFlags.ComponentsV2, Components = Texts };
        var message = Decide(draft).Value!;
        (message.Text(), message.Content, message.Flags).ShouldBe(("hello <@12>", "", MessageFlags.ComponentsV2));
        message.Extra!.MentionUsers.ShouldBe([SmallGuild.Bob]);
        Paths(Decide(draft with { Content = "x", Embeds = [new EmbedPayload { Title = "t" }] })).ShouldBe(["content", "embeds"]);
        Decide(draft with { Components = null, Attachments = [Picture] }).Failure.ShouldBeOfType<Failure.EmptyMessage>();
    }

    [Fact]
    public void Rows_stand_below_a_content_or_alone()
    {
        Decide(new MessageDraft { Content = "x", Components = Rows }).Value!.Extra!.Components.ShouldBe(Rows);
        Decide(new MessageDraft { Components = Rows }).IsOk.ShouldBeTrue();
        Paths(Decide(new MessageDraft { Content = "x", Components = Texts })).ShouldBe(["components.0.type"]);
    }

    [Fact]
    public void What_components_show_has_to_be_among_the_files()
    {
        var gallery = Read(
            new { type = 17, components = new[] { new { type = 12, items = new[] { new { media = new { url = "attachment://my cat.png" } }, new { media = new { url = "attachment://dog.png" } } } } } });
        Paths(Decide(new MessageDraft { Flags = MessageFlags.ComponentsV2, Components = gallery, Attachments = [Picture] }))
            .ShouldBe(["components.0.components.0.items.1.media.url"]);
    }

    [Fact]
    public void An_edit_makes_a_message_one_of_components_when_it_clears_the_rest()
    {
        var before = Decide(new MessageDraft { Content = "old", Embeds = [new EmbedPayload { Title = "t" }] }).Value!;
        var change = new EditMessage.Change { Flags = MessageFlags.ComponentsV2, Components = Optional(Texts) };
        Paths(Edit(before, change)).ShouldBe(["content", "embeds"]);
        var after = Edit(before, change with { Content = "", Embeds = Optional<IReadOnlyList<EmbedPayload>?>([]) }).Value!;
        (after.Flags, after.Text()).ShouldBe((MessageFlags.ComponentsV2, "hello <@12>"));
        after.Extra!.MentionUsers.ShouldBe([SmallGuild.Bob]);

        // It stays one: the flag does not go, and the content does not come back.
        Edit(after, new EditMessage.Change { Flags = MessageFlags.None }).Value!.Flags.ShouldBe(MessageFlags.ComponentsV2);
        Paths(Edit(after, new EditMessage.Change { Content = "new" })).ShouldBe(["content"]);
        Edit(after, new EditMessage.Change { Components = Optional<IReadOnlyList<ComponentPayload>?>([]) }).Failure.ShouldBeOfType<Failure.EmptyMessage>();
    }

    [Fact]
    public void An_edit_of_rows_leaves_the_text_and_its_mentions_alone()
    {
        var before = Decide(new MessageDraft { Content = "<@12>", Components = Rows }).Value!;
        var after = Edit(before, new EditMessage.Change { Components = Optional<IReadOnlyList<ComponentPayload>?>([]) }).Value!;
        (after.Content, after.Extra!.Components).ShouldBe(("<@12>", null));
        after.Extra.MentionUsers.ShouldBe([SmallGuild.Bob]);
        Paths(Edit(before, new EditMessage.Change { Components = Optional(Texts) })).ShouldBe(["components.0.type"]);
    }

    [Fact]
    public void Whoever_manages_messages_makes_nobodys_message_one_of_components()
    {
        var before = Decide(new MessageDraft { Content = "mine" }).Value!;
        var entered = SmallGuild.Entered(PermissionMath.Default | Permissions.ManageMessages);
        var flags = new EditMessage.Change { Flags = MessageFlags.ComponentsV2 | MessageFlags.SuppressEmbeds };
        EditMessage.Decide(entered, SmallGuild.Bob, before, flags, null, DateTimeOffset.UnixEpoch).Value!.Flags.ShouldBe(MessageFlags.SuppressEmbeds);
        EditMessage.Decide(entered, SmallGuild.Bob, before, new EditMessage.Change { Flags = MessageFlags.None, Components = Optional(Rows) }, null, DateTimeOffset.UnixEpoch)
            .Failure.ShouldBeOfType<Failure.CannotEditOthersMessage>();
    }

    [Fact]
    public void Embeds_are_hidden_on_a_message_whose_file_is_gone()
    {
        var file = Read(new { type = 13, file = new { url = "attachment://my_cat.png" } });
        var whole = Decide(new MessageDraft { Flags = MessageFlags.ComponentsV2, Components = file, Attachments = [Picture] }).Value!;
        var before = whole with { Extra = whole.Extra! with { Attachments = null } };
        Edit(before, new EditMessage.Change { Flags = MessageFlags.SuppressEmbeds }).IsOk.ShouldBeTrue();
        Edit(before, new EditMessage.Change { Components = Optional(Texts) }).IsOk.ShouldBeTrue();
        Paths(Edit(before, new EditMessage.Change { Components = Optional(file) })).ShouldBe(["components.0.file.url"]);
    }

    [Fact]
    public void Files_that_components_show_are_at_their_addresses_and_not_shown_twice()
    {
        var components = Read(
            new { type = 13, file = new { url = "attachment://my cat.png" } },
            new { type = 9, components = new[] { Text() }, accessory = new { type = 11, media = new { url = "https://example.org/a.png" } } });
        var other = Picture with { Id = new(new Snowflake(8)), Filename = "dog.png" };
        var message = Decide(new MessageDraft { Flags = MessageFlags.ComponentsV2, Components = components, Attachments = [Picture, other] }).Value!;
        var shown = MessageComposer.Compose(message, new Dictionary<UserId, UserPayload>(), "https://house.example");
        shown.Attachments.Select(file => file.Id).ShouldBe([other.Id]);
        var json = JsonSerializer.SerializeToElement(shown, PayloadJson.Default.MessagePayload).GetProperty("components");
        var file = json[0].GetProperty("file");
        file.GetProperty("url").GetString().ShouldBe("https://house.example/attachments/20/7/my_cat.png");
        (file.GetProperty("attachment_id").GetString(), file.GetProperty("width").GetInt32(), json[0].GetProperty("size").GetInt64(), json[0].GetProperty("name").GetString())
            .ShouldBe(("7", 3, 9, "my_cat.png"));
        var thumbnail = json[1].GetProperty("accessory");
        thumbnail.GetProperty("description").ValueKind.ShouldBe(JsonValueKind.Null);
        thumbnail.GetProperty("media").GetProperty("proxy_url").GetString().ShouldBe("https://example.org/a.png");
        thumbnail.GetProperty("media").TryGetProperty("attachment_id", out _).ShouldBeFalse();
        json[1].TryGetProperty("accent_color", out _).ShouldBeFalse();
    }

    [Fact]
    public void Components_survive_a_trip_through_the_store()
    {
        var components = Read(
            new { type = 17, accent_color = 255, components = new object[] { Text(), new { type = 14 }, Row(Button()) } },
            new { type = 12, items = new object[] { new { media = new { url = "https://example.org/a.png" }, description = "d" } } },
            Row(new { type = 3, custom_id = "s", options = Options(2) }));
        foreach (var component in components)
        {
            var json = JsonSerializer.Serialize(component, PayloadJson.Default.ComponentPayload);
            JsonSerializer.Serialize(JsonSerializer.Deserialize(json, PayloadJson.Default.ComponentPayload)!, PayloadJson.Default.ComponentPayload).ShouldBe(json);
        }
    }

    [Fact]
    public void Everything_that_somebody_reads_is_found_for_moderation()
    {
        var words = ComponentTree.Words(Read(
            new { type = 9, components = new[] { Text("text") }, accessory = new { type = 11, media = new { url = "https://example.org/a.png" }, description = "alt" } },
            Row(new { type = 3, custom_id = "s", placeholder = "hint", options = new[] { new { label = "choice", value = "v", description = "more" } } }),
            Row(new { type = 2, style = 5, label = "link", url = "https://example.org" })));
        words.ShouldBe(["text", "alt", "hint", "choice", "more", "link", "https://example.org"], ignoreOrder: true);
    }

    private static Result<StoredMessage> Decide(MessageDraft draft) =>
        CreateMessage.Decide(SmallGuild.Entered(), SmallGuild.Ada, draft, null, Id, slowmodeWait: 0);

    private static Result<StoredMessage> Edit(StoredMessage before, EditMessage.Change change) =>
        EditMessage.Decide(SmallGuild.Entered(), SmallGuild.Ada, before, change, null, DateTimeOffset.UnixEpoch);

    private static Optional<T?> Optional<T>(T? value) => new(true, value);

    private static string[] Paths(Result<StoredMessage> refused) =>
        [.. refused.Failure.ShouldBeOfType<Failure.InvalidForm>().Errors.Select(error => error.Path)];
}
