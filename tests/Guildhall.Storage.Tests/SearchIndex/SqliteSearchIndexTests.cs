using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Storage.Tests.SearchIndex;

public sealed class SqliteSearchIndexTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_are_found_whatever_their_case_accents_and_neighbours()
    {
        using var house = new SearchHouse();
        var cafe = await house.Say("Meet me at the CAFÉ, then.");
        var other = await house.Say("cafeteria");
        foreach (var text in (string[])["cafe", "Café", "cafe\u0301", "CAFE!", "«café»"]) (await house.Find(text)).ShouldBe([cafe], text);
        (await house.Find("cafeteria")).ShouldBe([other]);
        (await house.Find("caf")).ShouldBeEmpty();
        (await house.Find("!?")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_words_are_found_near_each_other_and_quoted_ones_as_they_are()
    {
        using var house = new SearchHouse();
        var near = await house.Say("the red and green door");
        var far = await house.Say("red as a rose that grows by the green door");
        (await house.Find("green red")).ShouldBe([near]);
        (await house.Find("red green door")).ShouldBe([near]);
        (await house.Page(SearchHouse.Query("red green") with { Slop = 0 })).Hits.ShouldBeEmpty();
        (await house.Page(SearchHouse.Query("red green") with { Slop = 7 })).Hits.Select(hit => hit.Message).ShouldBe([far, near]);
        (await house.Find("\"green door\"")).ShouldBe([far, near]);
        (await house.Find("\"door green\"")).ShouldBeEmpty();
        (await house.Find("\"green door\" rose")).ShouldBe([far]);
        (await house.Find("red red red")).ShouldBe([far, near]);
    }

    [Fact]
    public async Task Scripts_without_spaces_are_found_by_any_part()
    {
        using var house = new SearchHouse();
        var tokyo = await house.Say("明日は東京に行きます");
        (await house.Find("東京")).ShouldBe([tokyo]);
        (await house.Find("京東")).ShouldBeEmpty();
        var thai = await house.Say("สวัสดีครับ");
        (await house.Find("สวัส")).ShouldBe([thai]);
    }

    [Fact]
    public async Task An_edit_replaces_the_words_and_a_deletion_takes_them_out()
    {
        using var house = new SearchHouse();
        var message = house.Message("before");
        await house.Put(message);
        await house.Put(message with { Content = "after", PinnedAt = DateTimeOffset.UnixEpoch });
        (await house.Find("before")).ShouldBeEmpty();
        (await house.Find("after", new SearchFilter(SearchFact.Pinned, ["true"]))).ShouldBe([message.Id]);
        house.Index.Documents.ShouldBe(1);
        await house.Change(new SearchChange { Gone = [message.Id, new MessageId(5)], Progress = house.Index.Progress! });
        (await house.Find("after")).ShouldBeEmpty();
        house.Index.Documents.ShouldBe(0);
        house.Index.Progress!.Deletions.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_of_another_guild_or_channel_is_found()
    {
        using var house = new SearchHouse();
        var here = await house.Say("secret");
        await house.Say("secret", channel: new ChannelId(202));
        await house.Say("secret", channel: new ChannelId(900), guild: new GuildId(101));
        (await house.Find("secret")).ShouldBe([here]);
        (await house.Page(SearchHouse.Query("secret") with { Places = [] })).Hits.ShouldBeEmpty();
        // Leaving out the known others never lets in an unknown one.
        ChannelId[] many = [.. Enumerable.Range(200, 40).Where(id => id != 202).Select(id => new ChannelId((ulong)id))];
        var page = await house.Page(SearchHouse.Query("secret") with { Places = many, OtherPlaces = [new ChannelId(777)] });
        page.Hits.Select(hit => hit.Message).ShouldBe([here]);
        page.Total.ShouldBe(1);
    }

    [Fact]
    public async Task Threads_are_found_by_the_readers_of_their_place()
    {
        using var house = new SearchHouse();
        var (thread, closed) = (new ChannelId(700), new ChannelId(701));
        var open = house.Message("whisper", thread);
        var hidden = house.Message("whisper", closed);
        await house.Change(new SearchChange
        {
            Puts =
            [
                new SearchDocument(open, "user", null, new SearchPlace(SearchHouse.General)),
                new SearchDocument(hidden, "user", null, new SearchPlace(closed, SearchHouse.General)),
            ],
            Progress = house.Index.Progress!,
        });
        var query = SearchHouse.Query("whisper");
        async Task Finds(SearchQuery asked, params StoredMessage[] messages) =>
            (await house.Page(asked)).Hits.ShouldBe(messages.Select(message => new SearchHit(message.Channel, message.Id, IsInThread: true)));
        await Finds(query, open);
        await Finds(query with { Within = [thread] }, open);
        await Finds(query with { Within = [SearchHouse.General] });
        await Finds(query with { Within = [closed] });
        await Finds(query with { Places = [closed] }, hidden);
        await Finds(query with { ManagedPlaces = [SearchHouse.General] }, hidden, open);
        await Finds(query with { ManagedPlaces = [SearchHouse.Garden] }, open);
        await Finds(query with { Places = [SearchHouse.Garden], ManagedPlaces = [SearchHouse.General], Within = [thread, closed] }, hidden);
        await Finds(query with { Within = [thread, .. Enumerable.Range(2_000, 400).Select(id => new ChannelId((ulong)id))] }, open);
        await house.Change(new SearchChange { GoneChannels = [SearchHouse.General], Progress = house.Index.Progress! });
        while (await house.Index.Clean(Cancel)) { }
        house.Index.Documents.ShouldBe(0, "a channel takes its threads along");
    }

    [Theory]
    [InlineData("\" OR *")]
    [InlineData("NEAR(a b, 5)")]
    [InlineData("text:word")]
    [InlineData("a AND NOT b")]
    [InlineData("^start + -minus")]
    [InlineData("'); DROP TABLE terms; --")]
    [InlineData("\"\"\"\"")]
    [InlineData("{[(<>)]}")]
    [InlineData("\ue001\ue002\ue003")]
    [InlineData("\ud83d half")]
    [InlineData("nul\0byte")]
    public async Task Whatever_is_typed_is_words_and_never_syntax(string text)
    {
        using var house = new SearchHouse();
        await house.Say("an innocent bystander");
        (await house.Find(text)).ShouldBeEmpty();
        (await house.Find(null, new SearchFilter(SearchFact.AttachmentName, [text]))).ShouldBeEmpty();
        var said = await house.Say("quote: " + text);
        (await house.Find("quote")).ShouldBe([said]);
    }

    [Fact]
    public async Task The_largest_query_that_a_client_may_send_is_answered()
    {
        using var house = new SearchHouse();
        var said = await house.Say(string.Join(' ', Enumerable.Range(0, 300).Select(i => $"w{i}")));
        var filters = Enum.GetValues<SearchFact>().Select(fact =>
            new SearchFilter(fact, [.. Enumerable.Range(0, 100).Select(i => $"{i}")], IsExcluded: true));
        var query = SearchHouse.Query(string.Join(' ', Enumerable.Range(0, 300).Select(i => $"w{i}")), [.. filters]) with
        {
            Slop = 100,
            Places = [SearchHouse.General, .. Enumerable.Range(1_000, 500).Select(i => new ChannelId((ulong)i))],
            OtherPlaces = [.. Enumerable.Range(2_000, 500).Select(i => new ChannelId((ulong)i))],
        };
        (await house.Page(query)).Hits.Select(hit => hit.Message).ShouldBe([said]);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_both_directions_and_are_counted_to_a_bound()
    {
        using var house = new SearchHouse();
        await house.Put([.. Enumerable.Range(0, 1_200).Select(i => house.Message($"tick {i % 2}"))]);
        var first = await house.Page(SearchHouse.Query("tick") with { Limit = 3 });
        var second = await house.Page(SearchHouse.Query("tick") with { Limit = 3, Offset = 3 });
        first.Hits.Concat(second.Hits).Select(hit => hit.Message.Number).ShouldBe([2200ul, 2199, 2198, 2197, 2196, 2195]);
        first.Total.ShouldBe(SearchQuery.CountedBeyondPage + 3);
        var oldest = await house.Page(SearchHouse.Query("tick") with { Limit = 2, OldestFirst = true, After = new MessageId(1_010), Before = new MessageId(1_014) });
        oldest.Hits.Select(hit => hit.Message.Number).ShouldBe([1011ul, 1012]);
        oldest.Total.ShouldBe(3);
        var beyond = await house.Page(SearchHouse.Query("tick 1") with { Offset = 9_975 });
        (beyond.Hits.Count, beyond.Total).ShouldBe((0, 600));
    }

    [Fact]
    public async Task Deleted_channels_and_guilds_are_cleaned_out_in_steps_and_then_out_of_the_file()
    {
        using var house = new SearchHouse();
        await house.Put([.. Enumerable.Range(0, 700).Select(_ => house.Message("zanzibar", SearchHouse.Garden))]);
        await house.Say("zanzibar", channel: new ChannelId(900), guild: new GuildId(101));
        var stays = await house.Say("stays");
        await house.Change(new SearchChange
        {
            GoneChannels = [SearchHouse.Garden], GoneGuilds = [new GuildId(101)], Progress = house.Index.Progress!,
        });
        while (await house.Index.Clean(Cancel)) { }
        (await house.Find("zanzibar")).ShouldBeEmpty();
        house.Index.Documents.ShouldBe(1);
        house.Reopen();
        house.Index.Progress!.Deletions.ShouldBe(701);
        for (var begins = true; await house.Index.Compact(begins, Cancel); begins = false) { }
        house.Index.Progress!.Deletions.ShouldBe(0);
        (await house.Find("stays")).ShouldBe([stays]);
        house.Reopen(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)).ShouldNotContain("zanzibar"));
    }

    [Fact]
    public async Task What_was_put_and_how_far_it_reaches_survive_a_restart()
    {
        using var house = new SearchHouse(begin: false);
        house.Index.Progress.ShouldBeNull();
        await house.Index.Begin(SearchHouse.Start, Cancel);
        var message = house.Message("kept");
        var reached = SearchHouse.Start with
        {
            Position = 9, PositionAt = DateTimeOffset.UnixEpoch, BuiltChannel = SearchHouse.General, BuiltMessage = message.Id,
        };
        await house.Change(new SearchChange { Puts = [new SearchDocument(message, "user", null, new SearchPlace(message.Channel))], Progress = reached });
        house.Reopen();
        house.Index.Progress.ShouldBe(reached);
        house.Index.Documents.ShouldBe(1);
        (await house.Find("kept")).ShouldBe([message.Id]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_damaged_or_of_another_version_is_made_anew(bool isDamaged)
    {
        using var house = new SearchHouse();
        await house.Say("gone");
        house.Reopen(path =>
        {
            if (isDamaged) File.WriteAllText(path, "this is no database at all");
            else File.Delete(path);
        });
        house.Index.Progress.ShouldBeNull();
        await house.Index.Begin(SearchHouse.Start, Cancel);
        (await house.Find("gone")).ShouldBeEmpty();
        await house.Say("new");
        (await house.Find("new")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Beginning_anew_forgets_everything()
    {
        using var house = new SearchHouse();
        await house.Say("once");
        await house.Index.Begin(SearchHouse.Start, Cancel);
        (await house.Find("once")).ShouldBeEmpty();
        house.Index.Documents.ShouldBe(0);
    }

    [Fact]
    public void Relevance_prefers_texts_that_are_about_the_words()
    {
        string[] texts = ["a long story in which a door is mentioned once and then never again", "the door", "door door"];
        SearchRelevance.BestFirst("door", texts, text => text).ShouldBe(["door door", "the door", texts[0]]);
    }
}
