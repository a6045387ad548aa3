using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Tests;

public sealed class RevocationsTests
{
    private static readonly UserId Nia = new(7);

    [Fact]
    public void A_token_ends_by_itself_or_with_all_of_its_user()
    {
        var revocations = new Revocations();
        var asOf = revocations.Now;
        revocations.MayHaveEnded(1_001, Nia, asOf).ShouldBeFalse();
        revocations.Note(1_001);
        revocations.MayHaveEnded(1_001, Nia, asOf).ShouldBeTrue();
        revocations.MayHaveEnded(1_002, Nia, asOf).ShouldBeFalse();
        revocations.Note(Nia.Number);
        revocations.MayHaveEnded(1_002, Nia, asOf).ShouldBeTrue();
        revocations.MayHaveEnded(1_002, Nia, revocations.Now).ShouldBeFalse();
    }

    [Fact]
    public void What_it_has_had_to_forget_may_have_ended()
    {
        var revocations = new Revocations();
        var asOf = revocations.Now;
        for (var i = 0; i < Revocations.Capacity; i++) revocations.Note(1_000UL + (ulong)i);
        revocations.MayHaveEnded(1, Nia, asOf).ShouldBeFalse();
        revocations.Note(2);
        revocations.MayHaveEnded(1, Nia, asOf).ShouldBeTrue();
        revocations.MayHaveEnded(1, Nia, revocations.Now).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bot ")]
    public void A_token_has_ended_however_its_client_wrote_it(string scheme)
    {
        using var tokens = new TokenAuthenticator(null!, TimeProvider.System);
        var asOf = tokens.AsOf;
        tokens.IsStillGood(scheme + "secret", Nia, asOf).ShouldBeTrue();
        tokens.Forget(TokenAuthenticator.HashOf("secret"));
        tokens.IsStillGood(scheme + "secret", Nia, asOf).ShouldBeFalse();
    }
}
