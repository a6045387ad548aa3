using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Storage.Tests.SearchIndex;

public sealed class SearchFactsTests
{
    [Theory]
    [InlineData("see https://Example.org/path?q=1 and http://b.test:8080", "example.org|b.test")]
    [InlineData("<https://one.test>, (https://two.test) \"https://three.test\"", "one.test|two.test|three.test")]
    [InlineData("https://user:word@host.test/x https://host.test", "host.test")]
    [InlineData("https:// ftp://no.test http:/x https://", "")]
    public void Hosts_of_links_are_known(string content, string hosts)
    {
        var facts = Of(Plain with { Content = content });
        Values(facts, SearchFact.LinkHost).ShouldBe(hosts.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Values(facts, SearchFact.Has).Contains("link").ShouldBe(hosts.Length > 0);
    }

    [Fact]
    public void Files_and_embeds_tell_what_they_are()
    {
        var facts = Of(Plain with
        {
            Extra = new MessageExtra
            {
                Attachments = [File("Photo.JPG", "image/jpeg"), File("song.mp3", "audio/mpeg"), File("README", null)],
                Embeds = [new EmbedPayload { Type = "gifv", Provider = new EmbedProviderPayload("Tenor") }],
                MentionUsers = [new UserId(5)],
                MentionRoles = [new RoleId(6)],
                MentionEveryone = true,
            },
        });
        Values(facts, SearchFact.Has).Order().ShouldBe(["embed", "file", "image", "sound", "video"]);
        Values(facts, SearchFact.AttachmentExtension).ShouldBe(["JPG", "mp3"]);
        Values(facts, SearchFact.AttachmentName).ShouldBe(["Photo.JPG", "song.mp3", "README"]);
        Values(facts, SearchFact.EmbedType).ShouldBe(["gifv"]);
        Values(facts, SearchFact.EmbedProvider).ShouldBe(["Tenor"]);
        Values(facts, SearchFact.MentionedUser).ShouldBe(["5"]);
        Values(facts, SearchFact.MentionedRole).ShouldBe(["6"]);
        Values(facts, SearchFact.MentionsEveryone).ShouldBe(["true"]);
    }

    [Fact]
    public void A_reply_tells_what_and_whom_it_answers()
    {
        var reference = new MessageReferencePayload(new ChannelId(2), new MessageId(3));
        var facts = SearchFacts.Of(new SearchDocument(
            Plain with { Type = MessageType.Reply, Extra = new MessageExtra { Reference = reference } }, "bot", new UserId(8), default)).ToList();
        Values(facts, SearchFact.RepliedToMessage).ShouldBe(["3"]);
        Values(facts, SearchFact.RepliedToUser).ShouldBe(["8"]);
        Values(facts, SearchFact.AuthorKind).ShouldBe(["bot"]);
    }

    private static StoredMessage Plain => new() { Channel = new ChannelId(2), Id = new MessageId(4), Guild = new GuildId(1), Author = new UserId(9) };

    private static AttachmentPayload File(string name, string? type) => new() { Id = new AttachmentId(1), Filename = name, ContentType = type };

    private static List<(SearchFact Fact, string Value)> Of(StoredMessage message) => [.. SearchFacts.Of(new SearchDocument(message, "user", null, default))];

    private static IEnumerable<string> Values(List<(SearchFact Fact, string Value)> facts, SearchFact fact) =>
        facts.Where(one => one.Fact == fact).Select(one => one.Value);
}
