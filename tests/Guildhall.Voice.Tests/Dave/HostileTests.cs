using System.Text.Json;
using Guildhall.Protocol;
using Guildhall.Voice.Dave;
using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>Whatever a client sends, the delivery service goes on, and answers with a documented close code or with nothing.</summary>
public sealed class HostileTests
{
    private static readonly int[] Documented = [4001, 4002, 4017, 4020, 4021];

    [Fact]
    public async Task Changed_key_packages_and_commits_never_throw_and_never_count()
    {
        var random = new Random(1);
        var (packages, commits) = await Recorded();
        foreach (var package in packages)
        {
            for (var round = 0; round < 150; round++) KeyPackage.Read(Changed(package, random), new UserId(11)).ShouldBeNull();
        }
        using var sender = new ExternalSender(DaveCall.Channel);
        foreach (var commit in commits)
        {
            for (var round = 0; round < 3000; round++)
            {
                var changed = Changed(commit, random);
                var read = CommitMessage.Read(changed, sender.Group, new UserId(11), new byte[MlsSuite.PointBytes]);
                (read?.References.Count ?? 0).ShouldBeLessThanOrEqualTo(VoiceLimits.ProposalsInRound);
                WelcomeMessage.Read(changed.AsSpan(random.Next(changed.Length)));
            }
        }
    }

    [Fact]
    public void Any_bytes_in_any_order_end_in_a_documented_close_code_or_in_nothing()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            using var service = new DeliveryService(DaveCall.Channel, E2eePolicy.Prefer, new DaveFigures());
            for (var user = 1ul; user < 4; user++) service.Join(new UserId(user), 1, 0);
            for (var step = 0; step < 300; step++)
            {
                var user = new UserId((ulong)random.Next(0, 5));
                var op = (DaveOpcode)random.Next(20, 33);
                if (random.Next(2) == 0)
                {
                    var body = new byte[random.Next(300)];
                    random.NextBytes(body);
                    service.Binary(user, op, body, step * 10);
                }
                else
                {
                    using var json = JsonDocument.Parse(Json[random.Next(Json.Length)]);
                    service.Text(user, op, json.RootElement, step * 10);
                }
                if (random.Next(20) == 0) service.Tick(step * 10);
                foreach (var close in service.Take().OfType<DaveEffect.Close>()) Documented.ShouldContain(close.Code);
            }
        }
    }

    [Fact]
    public void A_flood_ends_in_close_code_4021_and_costs_no_more()
    {
        using var service = new DeliveryService(DaveCall.Channel, E2eePolicy.Prefer, new DaveFigures());
        service.Join(new UserId(1), 1, 0);
        service.Take();
        for (var message = 0; message < VoiceLimits.DaveBurst; message++) service.Binary(new UserId(1), DaveOpcode.CommitWelcome, new byte[100], 0);
        service.Take().ShouldBeEmpty();
        service.Binary(new UserId(1), DaveOpcode.CommitWelcome, new byte[100], 0);
        service.Take().ShouldBe([new DaveEffect.Close(new UserId(1), 4021)]);
    }

    [Fact]
    public async Task A_key_package_of_somebody_else_is_refused()
    {
        var (packages, _) = await Recorded();
        KeyPackage.Read(packages[0], new UserId(11)).ShouldNotBeNull();
        KeyPackage.Read([0, 1, 0, 5, .. packages[0]], new UserId(11)).ShouldNotBeNull();
        KeyPackage.Read(packages[0], new UserId(12)).ShouldBeNull();
        using var service = new DeliveryService(DaveCall.Channel, E2eePolicy.Prefer, new DaveFigures());
        service.Join(new UserId(12), 1, 0);
        service.Take();
        service.Binary(new UserId(12), DaveOpcode.KeyPackage, packages[0], 0);
        service.Take().ShouldBe([new DaveEffect.Close(new UserId(12), 4020)]);
    }

    [Fact]
    public void A_call_with_too_many_is_not_end_to_end_encrypted_until_it_is_clearly_smaller()
    {
        using var service = new DeliveryService(DaveCall.Channel, E2eePolicy.Prefer, new DaveFigures());
        for (var user = 1; user <= VoiceLimits.E2eeMembers; user++) service.Join(new UserId((ulong)user), 1, 0).ShouldBe(1);
        service.Join(new UserId(1000), 1, 0).ShouldBe(0);
        service.Reason.ShouldBe(E2eeReason.TooMany);
        service.Tick(3000);
        service.Leave(new UserId(1000), 3000);
        service.Version.ShouldBe(0);
        for (var user = VoiceLimits.E2eeMembers; user > VoiceLimits.E2eeMembersAgain; user--) service.Leave(new UserId((ulong)user), 4000);
        service.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_member_that_complains_without_end_makes_the_call_wait_longer_and_longer()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13, 14, 15 }) await call.Join(user);
        await call.Settle();
        for (var complaint = 0; complaint < 40; complaint++)
        {
            await call.Spoil(11, 0);
            await call.Pass(250);
        }
        // Ten seconds: each complaint could have cost an epoch.
        call.Figures.Epochs.ShouldBeLessThan(8);
        (call.Closed.Count == 0 || call.Closed.TrueForAll(closed => closed == (11ul, 4021))).ShouldBeTrue();
    }

    private static readonly string[] Json =
    [
        "{}", "null", "5", "[]", "{\"transition_id\":0}", "{\"transition_id\":1}", "{\"transition_id\":-1}", "{\"transition_id\":65536}", "{\"transition_id\":1e99}",
        "{\"transition_id\":\"1\"}", "{\"transition_id\":null}", "{\"transition_id\":1.5}",
    ];

    // Key packages of user 11, and what clients sent with op 28.
    private static async Task<(List<byte[]> Packages, List<byte[]> Commits)> Recorded()
    {
        await using var call = new DaveCall();
        var packages = new List<byte[]>();
        var commits = new List<byte[]>();
        call.OnWay = (user, op, body) =>
        {
            if (op == 26 && user == 11) packages.Add(body);
            if (op == 28) commits.Add(body);
            return body;
        };
        foreach (var user in new ulong[] { 11, 12, 13 }) await call.Join(user);
        await call.Settle();
        await call.Leave(12);
        await call.Settle();
        return (packages, commits);
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, (byte)random.Next(256)];
            case 2:
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(9))..]];
            default:
                var copy = (byte[])bytes.Clone();
                copy[random.Next(copy.Length)] ^= (byte)random.Next(1, 256);
                return copy;
        }
    }
}
