using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Testing;

namespace Guildhall.Conformance.Accounts;

public sealed class MfaTests
{
    private const string Password = "correct horse battery";

    /// <summary>Twenty bytes of zero, in base 32.</summary>
    private const string Secret = "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA";

    [Fact]
    public async Task With_a_second_factor_the_password_alone_logs_nobody_in()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        (await ada.Post("/users/@me/mfa/totp/enable", new { password = "wrong password", secret = Secret, code = Code(time) })).Code.ShouldBe(50035);
        (await ada.Post("/users/@me/mfa/totp/enable", new { password = Password, secret = "short", code = Code(time) })).Code.ShouldBe(50035);
        (await ada.Post("/users/@me/mfa/totp/enable", new { password = Password, secret = Secret, code = "000000" })).Code.ShouldBe(50035);
        var enabled = (await ada.Post("/users/@me/mfa/totp/enable", new { password = Password, secret = Secret, code = Code(time) })).Ok();
        enabled["backup_codes"].GetArrayLength().ShouldBe(10);
        (await ada.Get("/users/@me")).Ok()["mfa_enabled"].GetBoolean().ShouldBeTrue();
        var ticket = await Ticket(house);
        (await house.Nobody.Post("/auth/mfa/totp", new { ticket = "nonsense", code = Code(time) })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/mfa/totp", new { ticket, code = "000000" })).Code.ShouldBe(50035);
        // The code that turned it on is used up.
        (await house.Nobody.Post("/auth/mfa/totp", new { ticket, code = Code(time) })).Code.ShouldBe(50035);
        time.Advance(TimeSpan.FromSeconds(60));
        var token = (await house.Nobody.Post("/auth/mfa/totp", new { ticket, code = Code(time) })).Ok()["token"].GetString()!;
        (await Calls.As(house, token).Get("/users/@me")).Ok();
        (await house.Nobody.Post("/auth/mfa/totp", new { ticket, code = Code(time) })).Code.ShouldBe(50035);
        time.Advance(TimeSpan.FromMinutes(6));
        (await house.Nobody.Post("/auth/mfa/totp", new { ticket, code = Code(time) })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_backup_code_works_once_and_new_ones_replace_the_old()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var codes = (await ada.Post("/users/@me/mfa/totp/enable", new { password = Password, secret = Secret, code = Code(time) })).Ok()["backup_codes"];
        var code = codes[0].GetProperty("code").GetString();
        (await house.Nobody.Post("/auth/mfa/backup", new { ticket = await Ticket(house), code })).Ok();
        (await house.Nobody.Post("/auth/mfa/backup", new { ticket = await Ticket(house), code })).Code.ShouldBe(50035);
        (await ada.Post("/auth/verify/view-backup-codes-challenge", new { password = "wrong password" })).Code.ShouldBe(50035);
        var challenge = (await ada.Post("/auth/verify/view-backup-codes-challenge", new { password = Password })).Ok();
        var (view, renew) = (challenge["nonce"].GetString(), challenge["regenerate_nonce"].GetString());
        time.Advance(TimeSpan.FromSeconds(60));
        (await ada.Post("/users/@me/mfa/codes-verification", new { key = Code(time), nonce = view, regenerate = true })).Code.ShouldBe(50035);
        var shown = (await ada.Post("/users/@me/mfa/codes-verification", new { key = Code(time), nonce = view, regenerate = false })).Ok()["backup_codes"];
        shown[0].GetProperty("consumed").GetBoolean().ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(60));
        var fresh = (await ada.Post("/users/@me/mfa/codes-verification", new { key = Code(time), nonce = renew, regenerate = true })).Ok()["backup_codes"];
        fresh[0].GetProperty("consumed").GetBoolean().ShouldBeFalse();
        (await house.Nobody.Post("/auth/mfa/backup", new { ticket = await Ticket(house), code = codes[1].GetProperty("code").GetString() })).Code.ShouldBe(50035);
        time.Advance(TimeSpan.FromSeconds(60));
        (await ada.Post("/users/@me/mfa/totp/disable", new { code = "000000" })).Code.ShouldBe(50035);
        (await ada.Post("/users/@me/mfa/totp/disable", new { code = Code(time) })).Ok();
        (await house.Nobody.Post("/auth/login", new { login = "ada", password = Password })).Ok()["token"].GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_guild_may_ask_a_second_factor_of_those_who_moderate()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var role = await guild.CreateRole("guards", Guildhall.Protocol.Permissions.KickMembers);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        var cleo = await guild.Join("cleo");
        var path = $"/guilds/{guild.Id}/mfa";
        (await guild.Owner.Post(path, new { level = 1 })).Code.ShouldBe(60003);
        (await guild.Owner.Post("/users/@me/mfa/totp/enable", new { password = Password, secret = Secret, code = Code(TimeProvider.System) })).Ok();
        (await bob.Post(path, new { level = 1 })).Code.ShouldBe(50013);
        (await guild.Owner.Post(path, new { level = 2 })).Code.ShouldBe(50017);
        (await guild.Owner.Post(path, new { level = 1 })).Ok()["level"].GetInt32().ShouldBe(1);
        await bob.Gateway.Saw("GUILD_UPDATE", told => told.GetProperty("mfa_level").GetInt32() == 1);
        (await bob.Delete($"/guilds/{guild.Id}/members/{cleo.Id}")).Code.ShouldBe(60003);
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "still talking" })).Ok();
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{cleo.Id}")).Status.ShouldBe(204);
    }

    private static async Task<string> Ticket(TestHouse house)
    {
        var asked = (await house.Nobody.Post("/auth/login", new { login = "ada", password = Password })).Ok();
        asked["mfa"].GetBoolean().ShouldBeTrue();
        asked.Json.TryGetProperty("token", out _).ShouldBeFalse();
        return asked["ticket"].GetString()!;
    }

    // The code as an app makes it.
    private static string Code(TimeProvider time)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.GetUtcNow().ToUnixTimeSeconds() / 30);
        // What authenticator apps use.
#pragma warning disable CA5350
        var mac = HMACSHA1.HashData(new byte[20], counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
