using Guildhall.Community.Interactions;
using Guildhall.Community.Webhooks;
using Guildhall.Testing;

namespace Guildhall.Community.Tests.Interactions;

public sealed class InteractionTokensTests : IDisposable
{
    private static readonly InteractionToken Token = new(
        new InteractionId(Snowflake.At(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))), new ApplicationId(2), new GuildId(3), new ChannelId(4), new UserId(5));

    private readonly TemporaryFolder _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_token_says_what_was_put_into_it_also_to_another_start_of_the_house()
    {
        var text = new InteractionTokens(_keys.Path).Make(Token);
        new InteractionTokens(_keys.Path).Read(text).ShouldBe(Token);
    }

    [Fact]
    public void A_token_of_another_house_is_none()
    {
        using var elsewhere = new TemporaryFolder();
        var text = new InteractionTokens(elsewhere.Path).Make(Token);
        InteractionTokens.IsShapedLike(text).ShouldBeTrue();
        new InteractionTokens(_keys.Path).Read(text).ShouldBeNull();
    }

    [Fact]
    public void A_token_with_any_letter_changed_is_none()
    {
        var tokens = new InteractionTokens(_keys.Path);
        var text = tokens.Make(Token);
        for (var at = 0; at < text.Length; at++)
        {
            var changed = string.Concat(text.AsSpan(0, at), text[at] == 'A' ? "B" : "A", text.AsSpan(at + 1));
            tokens.Read(changed).ShouldBeNull($"letter {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("aW50ZXJhY3Rpb246")]
    [InlineData("aW50ZXJhY3Rpb246!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void What_is_no_token_is_none(string text) => new InteractionTokens(_keys.Path).Read(text).ShouldBeNull();

    [Fact]
    public void A_webhooks_token_is_never_taken_for_one()
    {
        var secrets = new WebhookSecrets(_keys.Path);
        var token = secrets.Open(secrets.Create().Sealed)!;
        InteractionTokens.IsShapedLike(token).ShouldBeFalse();
        InteractionTokens.IsShapedLike("aW50ZXJhY3Rpb246" + token[16..]).ShouldBeFalse();
    }

    [Fact]
    public void A_token_is_good_for_a_quarter_of_an_hour()
    {
        Token.IsGood(Token.Id.Value.CreatedAt.AddMinutes(14.99)).ShouldBeTrue();
        Token.IsGood(Token.Id.Value.CreatedAt.AddMinutes(15)).ShouldBeFalse();
    }

    [Fact]
    public void Only_the_house_reads_its_key()
    {
        new InteractionTokens(_keys.Path).Make(Token);
        var file = Path.Combine(_keys.Path, "interaction-tokens.key");
        new FileInfo(file).Length.ShouldBe(32);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
