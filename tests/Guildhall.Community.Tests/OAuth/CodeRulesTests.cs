using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Community.OAuth;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Tests.OAuth;

public sealed class CodeRulesTests
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-pkce-0123456789";
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ApplicationId App = new(5);
    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
    private static readonly CodeRow Plain = new([], new UserId(1), App, ["identify"], new Snowflake(9), Now.AddMinutes(1)) { RedirectUri = "https://a.example/" };

    [Theory]
    [InlineData("https://a.example/", null, null)]
    [InlineData("https://a.example", null, "redirect_uri")]
    [InlineData("https://A.example/", null, "redirect_uri")]
    [InlineData(null, null, "redirect_uri")]
    [InlineData("https://a.example/", Verifier, "code_verifier")]
    public void A_code_without_a_challenge_wants_its_address_and_no_verifier(string? redirect, string? verifier, string? wrong) =>
        CodeRules.Refuse(Plain, App, redirect, verifier, Now).ShouldBe(wrong);

    [Theory]
    [InlineData(Verifier, null)]
    [InlineData(null, "code_verifier")]
    [InlineData("", "code_verifier")]
    [InlineData("another-verifier-that-is-long-enough-for-pkce-01234", "code_verifier")]
    public void A_code_with_a_challenge_wants_its_verifier(string? verifier, string? wrong) =>
        CodeRules.Refuse(Plain with { Challenge = Challenge }, App, Plain.RedirectUri, verifier, Now).ShouldBe(wrong);

    [Fact]
    public void A_challenge_proves_nothing_of_itself() =>
        CodeRules.Refuse(Plain with { Challenge = Challenge }, App, Plain.RedirectUri, Challenge, Now).ShouldBe("code_verifier");

    [Fact]
    public void A_code_is_good_for_its_application_until_it_ends()
    {
        CodeRules.Refuse(Plain, new ApplicationId(6), Plain.RedirectUri, null, Now).ShouldBe("code");
        CodeRules.Refuse(Plain, App, Plain.RedirectUri, null, Plain.ExpiresAt.AddTicks(-1)).ShouldBeNull();
        CodeRules.Refuse(Plain, App, Plain.RedirectUri, null, Plain.ExpiresAt).ShouldBe("code");
    }

    [Fact]
    public void A_challenge_is_a_SHA256_in_base64url()
    {
        CodeRules.IsChallenge(Challenge).ShouldBeTrue();
        foreach (var wrong in (string[])["", Verifier, Challenge[..^1], Challenge[..^1] + "=", Challenge[..^1] + "é"]) CodeRules.IsChallenge(wrong).ShouldBeFalse(wrong);
    }
}
