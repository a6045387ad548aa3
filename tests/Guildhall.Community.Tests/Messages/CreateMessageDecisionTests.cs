using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed class CreateMessageDecisionTests
{
    private static readonly MessageId Id = new(new Snowflake(500));
    private static readonly MessageDraft Hello = new() { Content = "hello" };
    private static readonly AttachmentPayload File = new() { Id = new(new Snowflake(7)), Filename = "a.txt" };
    private static readonly StoredMessage Earlier = new() { Channel = SmallGuild.General, Id = new(new Snowflake(99)), Guild = SmallGuild.Guild, Author = SmallGuild.Bob };

    [Fact]
    public void A_plain_message_carries_nothing_extra()
    {
        var message = Decide(Hello).Value!;
        (message.Content, message.Type, message.Extra).ShouldBe(("hello", MessageType.Default, null));
    }

    [Fact]
    public void Each_part_needs_its_permission()
    {
        Decide(Hello with { Embeds = [new EmbedPayload { Title = "t" }] }, PermissionMath.Default & ~Permissions.EmbedLinks).Failure.ShouldBeOfType<Failure.MissingPermissions>();
        Decide(Hello with { Attachments = [File] }, PermissionMath.Default & ~Permissions.AttachFiles).Failure.ShouldBeOfType<Failure.MissingPermissions>();
        Decide(Hello with { Reply = new ReplyDraft(Earlier.Id, null, true) }, PermissionMath.Default & ~Permissions.ReadMessageHistory, Earlier)
            .Failure.ShouldBeOfType<Failure.CannotReplyWithoutHistory>();
        Decide(Hello with { Tts = true }, PermissionMath.Default).Value!.Extra.ShouldBeNull();
        Decide(Hello with { Tts = true }, PermissionMath.Default | Permissions.SendTtsMessages).Value!.Extra!.Tts.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Permissions.None, true)]
    [InlineData(Permissions.BypassSlowmode, false)]
    [InlineData(Permissions.ManageMessages, false)]
    [InlineData(Permissions.ManageChannels, false)]
    public void Slowmode_spares_those_who_keep_order(Permissions more, bool isHeldBack)
    {
        var decided = CreateMessage.Decide(SmallGuild.Entered(PermissionMath.Default | more), SmallGuild.Ada, Hello, null, Id, slowmodeWait: 12.5);
        if (isHeldBack) decided.Failure.ShouldBe(new Failure.SlowmodeActive(12.5));
        else decided.IsOk.ShouldBeTrue();
    }

    [Fact]
    public void A_message_of_nothing_is_no_message() => Decide(new MessageDraft()).Failure.ShouldBeOfType<Failure.EmptyMessage>();

    [Fact]
    public void Categories_hold_no_messages() =>
        CreateMessage.Decide(SmallGuild.Entered(type: ChannelType.GuildCategory), SmallGuild.Ada, Hello, null, Id, 0)
            .Failure.ShouldBeOfType<Failure.CannotSendInNonText>();

    [Fact]
    public void A_reply_to_what_is_gone_fails_or_becomes_plain_as_asked()
    {
        var reply = Hello with { Reply = new ReplyDraft(Earlier.Id, null, FailIfMissing: true) };
        Decide(reply).Failure.ShouldBeOfType<Failure.InvalidForm>();
        Decide(reply with { Reply = reply.Reply with { FailIfMissing = false } }).Value!.Type.ShouldBe(MessageType.Default);
        Decide(reply, answered: Earlier).Value!.Extra!.Reference!.MessageId.ShouldBe(Earlier.Id);
        Decide(reply with { Reply = reply.Reply with { Channel = new(new Snowflake(21)) } }, answered: Earlier).IsOk.ShouldBeFalse();
        Decide(reply, answered: Earlier with { Type = MessageType.ChannelPinnedMessage }).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Only_the_author_rewrites_a_message_and_an_edit_cannot_empty_it()
    {
        var before = Earlier with { Content = "x" };
        var keeper = SmallGuild.Entered(PermissionMath.Default | Permissions.ManageMessages);
        var now = DateTimeOffset.UnixEpoch;
        EditMessage.Decide(keeper, SmallGuild.Ada, before, new EditMessage.Change { Content = "y" }, null, now).Failure.ShouldBeOfType<Failure.CannotEditOthersMessage>();
        EditMessage.Decide(keeper, SmallGuild.Bob, before, new EditMessage.Change { Content = "" }, null, now).Failure.ShouldBeOfType<Failure.EmptyMessage>();
        var hidden = EditMessage.Decide(keeper, SmallGuild.Ada, before, new EditMessage.Change { Flags = MessageFlags.SuppressEmbeds }, null, now).Value!;
        (hidden.Flags, hidden.EditedAt, hidden.Content).ShouldBe((MessageFlags.SuppressEmbeds, null, "x"));
        EditMessage.Decide(keeper, SmallGuild.Bob, before, new EditMessage.Change { Content = "y" }, null, now).Value!.EditedAt.ShouldBe(now);
        EditMessage.Decide(keeper, SmallGuild.Bob, before, new EditMessage.Change(), null, now).Value.ShouldBe(before);
    }

    [Fact]
    public void Bulk_deletion_has_its_bounds()
    {
        var now = Snowflake.At(DateTimeOffset.UnixEpoch.AddYears(60)).CreatedAt;
        MessageId[] Of(int count, DateTimeOffset at) => [.. Enumerable.Range(0, count).Select(i => new MessageId(new Snowflake(Snowflake.At(at).Value + (ulong)i)))];
        BulkDeleteMessages.Refusal(Of(1, now), now).ShouldBeOfType<Failure.BulkDeleteCount>();
        BulkDeleteMessages.Refusal(Of(101, now), now).ShouldBeOfType<Failure.BulkDeleteCount>();
        BulkDeleteMessages.Refusal(Of(100, now.AddDays(-14)), now).ShouldBeNull();
        BulkDeleteMessages.Refusal(Of(2, now.AddDays(-14).AddMilliseconds(-1)), now).ShouldBeOfType<Failure.MessageTooOldToBulkDelete>();
    }

    private static Result<StoredMessage> Decide(MessageDraft draft, Permissions held = PermissionMath.Default, StoredMessage? answered = null) =>
        CreateMessage.Decide(SmallGuild.Entered(held), SmallGuild.Ada, draft, answered, Id, 0);
}
