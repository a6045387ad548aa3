using Guildhall.Storage.Messages;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store of messages does.</summary>
public abstract class MessageStoreContract : StoreContract
{
    [Fact]
    public async Task The_oldest_below_an_id_come_first_and_pinned_ones_only_when_asked_for()
    {
        for (ulong id = 1; id <= 5; id++) await Put(new PutMessage(Message(id) with { PinnedAt = id == 2 ? DateTimeOffset.UnixEpoch : null }));
        await Put(new PutMessage(Message(1, Garden)));
        (await Ids(withPinned: false, limit: 2)).ShouldBe([1ul, 3]);
        (await Ids(withPinned: true, limit: 10)).ShouldBe([1ul, 2, 3, 4]);

        async Task<IEnumerable<ulong>> Ids(bool withPinned, int limit) =>
            (await Store.Messages.Oldest(General, new MessageId(5), withPinned, limit, Cancel)).Select(message => message.Id.Number);
    }

    [Fact]
    public async Task A_message_is_read_back_with_every_field_it_was_stored_with()
    {
        foreach (var message in new[] { Full<StoredMessage>(), Bare<StoredMessage>() with { Id = new MessageId(8) }, Message(7) })
        {
            await Put(new PutMessage(message));
            ShouldBeTheSame(await Store.Messages.Get(message.Channel, message.Id, Cancel), message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("'; DROP TABLE messages; --")]
    [InlineData("Привет, мир 👩‍👩‍👧 \u2028 \uFFFF")]
    public async Task Content_is_kept_to_the_letter(string content)
    {
        await Put(new PutMessage(Message(1, content: content)));
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.Content.ShouldBe(content);
    }

    [Fact]
    public async Task Where_a_message_was_brought_to_is_known_until_it_is_forgotten()
    {
        var first = new MessageCopy(new MessageId(1), new WebhookId(5), new GuildId(2), General, new MessageId(10));
        var second = first with { Webhook = new WebhookId(4), Message = new MessageId(11) };
        await Put(new PutCopy(first), new PutCopy(second), new PutCopy(first with { Source = new MessageId(3) }));
        (await Store.Messages.Copies(new MessageId(1), Cancel)).ShouldBe([second, first]);
        await Put(new PutCopy(first with { Message = new MessageId(12) }));
        (await Store.Messages.Copies(new MessageId(1), Cancel))[1].Message.ShouldBe(new MessageId(12));
        await Put(new DeleteCopies(new MessageId(1)));
        (await Store.Messages.Copies(new MessageId(1), Cancel)).ShouldBeEmpty();
        (await Store.Messages.Copies(new MessageId(3), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_longest_content_is_kept_whole()
    {
        var content = string.Concat(Enumerable.Repeat("ä🏰", 4_000));
        await Put(new PutMessage(Message(1, content: content)));
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.Content.ShouldBe(content);
    }

    [Fact]
    public async Task A_message_that_was_never_sent_is_not_there()
    {
        await Put(new PutMessage(Message(1)));
        (await Store.Messages.Get(General, new MessageId(2), Cancel)).ShouldBeNull();
        (await Store.Messages.Get(Garden, new MessageId(1), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Putting_a_message_twice_leaves_one_and_an_edit_replaces_it()
    {
        await Put(new PutMessage(Message(1, content: "first")));
        await Put(new PutMessage(Message(1, content: "first")));
        var edited = Message(1, content: "second") with { EditedAt = DateTimeOffset.UnixEpoch.AddTicks(1_234_567) };
        await Put(new PutMessage(edited));
        var page = await Store.Messages.Page(General, PageKind.Latest, default, 50, Cancel);
        ShouldBeTheSame(page, new[] { edited });
    }

    [Fact]
    public async Task Pages_are_those_of_a_plain_list_whatever_was_sent_and_deleted()
    {
        var random = new Random(20_260_101);
        for (var round = 0; round < 30; round++)
        {
            var channel = new ChannelId((ulong)round + 1_000);
            var ids = Enumerable.Range(0, random.Next(0, 60)).Select(_ => (ulong)random.Next(1, 120)).Distinct().ToList();
            await Put([.. ids.Select(id => new PutMessage(Message(id, channel)))]);
            var gone = ids.Where(_ => random.Next(4) == 0).ToList();
            await Put(new DeleteMessages(channel, [.. gone.Select(id => new MessageId(id))]));
            var left = ids.Except(gone).Order().ToList();
            for (var query = 0; query < 40; query++)
            {
                var (kind, anchor, limit) = ((PageKind)random.Next(4), (ulong)random.Next(0, 125), random.Next(1, 101));
                var page = await Store.Messages.Page(channel, kind, new MessageId(anchor), limit, Cancel);
                page.Select(message => message.Id.Number)
                    .ShouldBe(PlainPage(left, kind, anchor, limit), $"{kind} {anchor}, limit {limit}, of {string.Join(' ', left)}");
            }
        }
    }

    [Fact]
    public async Task An_anchor_that_no_message_can_have_is_above_them_all()
    {
        await Put(new PutMessage(Message(1)), new PutMessage(Message(long.MaxValue - 1)));
        var anchor = new MessageId(ulong.MaxValue);
        (await Store.Messages.Page(General, PageKind.Before, anchor, 50, Cancel)).Count.ShouldBe(2);
        (await Store.Messages.Page(General, PageKind.Around, anchor, 50, Cancel)).Count.ShouldBe(2);
        (await Store.Messages.Page(General, PageKind.After, anchor, 50, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-1)]
    public async Task A_page_of_an_impossible_size_is_refused(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            async () => await Store.Messages.Page(General, PageKind.Latest, default, limit, Cancel));

    [Fact]
    public async Task Many_messages_are_found_by_id_and_missing_ones_are_left_out()
    {
        await Put(new PutMessage(Message(1)), new PutMessage(Message(2)), new PutMessage(Message(3, Garden)));
        var found = await Store.Messages.GetMany(General, [new MessageId(2), new MessageId(1), new MessageId(3), new MessageId(9)], Cancel);
        found.Select(message => message.Id.Number).Order().ShouldBe([1UL, 2UL]);
    }

    [Fact]
    public async Task A_channel_emptied_as_a_whole_shows_nothing_of_before_and_everything_of_after()
    {
        await Put(
            new PutMessage(Message(1) with { PinnedAt = DateTimeOffset.UnixEpoch }),
            Reaction(1, Ada, "👍", 1),
            new PutMessage(Message(2)),
            new PutMessage(Message(1, Garden)));
        await Put(new DeleteChannelMessages(General));
        (await Store.Messages.Get(General, new MessageId(1), Cancel)).ShouldBeNull();
        foreach (var kind in Enum.GetValues<PageKind>())
            (await Store.Messages.Page(General, kind, new MessageId(1), 50, Cancel)).ShouldBeEmpty();
        (await Store.Messages.GetMany(General, [new MessageId(1), new MessageId(2)], Cancel)).ShouldBeEmpty();
        (await Store.Messages.Pins(General, null, 50, Cancel)).ShouldBeEmpty();
        (await Store.Messages.Reactions(General, [new MessageId(1)], Ada, Cancel)).ShouldBeEmpty();
        (await Store.Messages.ReactionUsers(General, new MessageId(1), "👍", default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Messages.IdsByAuthor(General, Ada, DateTimeOffset.UnixEpoch, 50, Cancel)).ShouldBeEmpty();
        (await Store.Messages.Page(Garden, PageKind.Latest, default, 50, Cancel)).Count.ShouldBe(1);

        await Put(new PutMessage(Message(3)));
        (await Store.Messages.Page(General, PageKind.Latest, default, 50, Cancel)).Single().Id.Number.ShouldBe(3UL);
        (await Store.Messages.Page(General, PageKind.After, new MessageId(0), 50, Cancel)).Single().Id.Number.ShouldBe(3UL);
    }

    [Fact]
    public async Task Pins_come_latest_first_and_page_by_the_moment_of_pinning()
    {
        DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);
        await Put(
            new PutMessage(Message(1) with { PinnedAt = At(30) }),
            new PutMessage(Message(2)),
            new PutMessage(Message(3) with { PinnedAt = At(10) }),
            new PutMessage(Message(4) with { PinnedAt = At(20) }));
        async Task<ulong[]> Pins(DateTimeOffset? before, int limit) =>
            [.. (await Store.Messages.Pins(General, before, limit, Cancel)).Select(message => message.Id.Number)];
        (await Pins(null, 50)).ShouldBe([1UL, 4UL, 3UL]);
        (await Pins(At(30), 1)).ShouldBe([4UL]);
        await Put(new PutMessage(Message(1)));
        (await Pins(null, 50)).ShouldBe([4UL, 3UL]);
    }

    [Fact]
    public async Task Messages_of_one_author_are_found_since_a_moment_newest_first()
    {
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        ulong At(int minute) => Snowflake.At(noon.AddMinutes(minute)).Value;
        await Put(
            new PutMessage(Message(At(-5))),
            new PutMessage(Message(At(0))),
            new PutMessage(Message(At(1), author: Bob)),
            new PutMessage(Message(At(2))),
            new PutMessage(Message(At(3))));
        var ids = await Store.Messages.IdsByAuthor(General, Ada, noon, 2, Cancel);
        ids.Select(id => id.Number).ShouldBe([At(3), At(2)]);
        (await Store.Messages.IdsByAuthor(General, Ada, noon, 50, Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Reactions_are_counted_in_the_order_of_first_use()
    {
        await Put(
            new PutMessage(Message(1)),
            Reaction(1, Bob, "🔥", second: 1),
            Reaction(1, Ada, "42", second: 2, name: "parrot", isAnimated: true),
            Reaction(1, Bob, "42", second: 3, name: "parrot", isAnimated: true),
            Reaction(1, Ada, "🍀", second: 4));
        var seen = await Store.Messages.Reactions(General, [new MessageId(1), new MessageId(2)], Ada, Cancel);
        seen.Keys.ShouldBe([new MessageId(1)]);
        var reactions = seen[new MessageId(1)];
        reactions.Select(reaction => (reaction.Emoji.Id?.Number, reaction.Emoji.Name, reaction.Emoji.Animated, reaction.Count, reaction.Me))
            .ShouldBe([(null, "🔥", false, 1, false), (42UL, "parrot", true, 2, true), (null, "🍀", false, 1, true)]);
        reactions[1].CountDetails.ShouldBe(new ReactionCountDetailsPayload(0, 2));
    }

    [Fact]
    public async Task A_message_knows_for_good_that_it_was_reacted_to()
    {
        await Put(new PutMessage(Message(1)));
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.HasReactions.ShouldBeFalse();
        await Put(Reaction(1, Ada, "🔥", 1));
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.HasReactions.ShouldBeTrue();
        await Put(new PutMessage(Message(1, content: "edited by someone who did not know")));
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.HasReactions.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_reaction_twice_counts_once()
    {
        await Put(new PutMessage(Message(1)), Reaction(1, Ada, "🔥", 1), Reaction(1, Ada, "🔥", 1));
        var seen = await Store.Messages.Reactions(General, [new MessageId(1)], Ada, Cancel);
        seen[new MessageId(1)].Single().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("🔥", 300, "🍀: 301, 302; 🔥: 301")]
    [InlineData("🔥", null, "🍀: 301, 302")]
    [InlineData(null, 301, "🍀: 302; 🔥: 300")]
    [InlineData(null, null, "")]
    public async Task Reactions_are_taken_away_by_emoji_by_user_or_all(string? emoji, int? user, string left)
    {
        var carol = new UserId(302);
        await Put(
            new PutMessage(Message(1)),
            Reaction(1, Ada, "🔥", 1),
            Reaction(1, Bob, "🔥", 2),
            Reaction(1, Bob, "🍀", 3),
            Reaction(1, carol, "🍀", 4));
        await Put(new DeleteReactions(General, new MessageId(1), emoji, user is { } id ? new UserId((ulong)id) : null));
        var seen = new List<string>();
        foreach (var key in new[] { "🍀", "🔥" })
        {
            var users = await Store.Messages.ReactionUsers(General, new MessageId(1), key, default, 50, Cancel);
            if (users.Count > 0) seen.Add($"{key}: {string.Join(", ", users)}");
        }

        string.Join("; ", seen).ShouldBe(left);
    }

    [Fact]
    public async Task Users_of_a_reaction_page_upwards_by_id()
    {
        await Put([new PutMessage(Message(1)), .. Enumerable.Range(1, 9).Select(user => Reaction(1, new UserId((ulong)user), "🔥", user))]);
        var page = await Store.Messages.ReactionUsers(General, new MessageId(1), "🔥", new UserId(3), 4, Cancel);
        page.Select(user => user.Number).ShouldBe([4UL, 5UL, 6UL, 7UL]);
    }

    [Fact]
    public async Task Deleted_messages_take_their_reactions_along()
    {
        await Put(new PutMessage(Message(1)), Reaction(1, Ada, "🔥", 1), new PutMessage(Message(2)), Reaction(2, Ada, "🔥", 1));
        await Put(new DeleteMessages(General, [new MessageId(1), new MessageId(99)]));
        (await Store.Messages.Reactions(General, [new MessageId(1), new MessageId(2)], Ada, Cancel)).Keys.ShouldBe([new MessageId(2)]);
    }

    [Fact]
    public async Task Messages_of_several_channels_are_read_at_once()
    {
        await Put(new PutMessage(Message(1)), new PutMessage(Message(2, Garden)), new PutMessage(Message(3)));
        var found = await Store.Messages.GetMany(
            [(Garden, new MessageId(2)), (General, new MessageId(2)), (General, new MessageId(3)), (Garden, new MessageId(9))], Cancel);
        found.Select(message => (message.Channel, message.Id.Number)).ShouldBe([(General, 3ul), (Garden, 2ul)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_whole_store_is_read_in_stretches_without_what_was_deleted()
    {
        await Put([.. Enumerable.Range(1, 7).Select(id => new PutMessage(Message((ulong)id, id % 2 == 0 ? Garden : General)))]);
        await Put(new PutMessage(Message(9, new ChannelId(150))), new DeleteChannelMessages(new ChannelId(150)));
        var seen = new List<ulong>();
        var at = new ScannedMessages([], default, default, IsEnd: false);
        while (!at.IsEnd)
        {
            at = await Store.Messages.Scan(at.Channel, at.Last, 3, Cancel);
            seen.AddRange(at.Messages.Select(message => message.Id.Number));
        }

        seen.ShouldBe([1ul, 3, 5, 7, 2, 4, 6]);
    }

    [Fact]
    public async Task A_reader_who_has_left_gets_no_answer()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Store.Messages.Page(General, PageKind.Latest, default, 50, left.Token));
    }

    private static PutReaction Reaction(ulong message, UserId user, string key, int second, string? name = null, bool isAnimated = false) =>
        new(General, new MessageId(message), user, key, name, isAnimated, DateTimeOffset.UnixEpoch.AddSeconds(second));

    // The obviously right answer: newest first of a list in memory.
    private static IEnumerable<ulong> PlainPage(List<ulong> upwards, PageKind kind, ulong anchor, int limit)
    {
        var older = upwards.Where(id => id < anchor).Reverse().ToList();
        var newer = upwards.Where(id => id > anchor).ToList();
        var half = limit / 2;
        return kind switch
        {
            PageKind.Latest => upwards.AsEnumerable().Reverse().Take(limit),
            PageKind.Before => older.Take(limit),
            PageKind.After => newer.Take(limit).Reverse(),
            _ => newer.Take(limit - 1 - half).Reverse().Concat(upwards.Where(id => id == anchor)).Concat(older.Take(half)),
        };
    }
}
