using Guildhall.Voice.Dave;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>When a call is end-to-end encrypted, and how it ceases to be and begins again.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task One_who_cannot_encrypt_takes_the_whole_call_down_and_leaving_brings_it_back()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13 }) await call.Join(user);
        await call.Settle();
        await call.Join(99, maxVersion: 0);
        call.Guarded.ShouldBe([99ul]);
        call.Service.Reason.ShouldBe(E2eeReason.SomebodyCannot);
        await call.Settle();
        await call.IsPlain(11, 12, 13, 99);
        await call.Leave(99);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13);
        call.Sent.Where(send => send.Opcode == DaveOpcode.Welcome).TakeLast(2).ShouldAllBe(send => send.Body[1] > 0);
        call.Figures.Downgrades.ShouldBe(1);
    }

    [Fact]
    public async Task One_who_comes_while_a_call_is_going_down_is_told_version_0_and_comes_along_later()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        call.OnWay = (_, op, body) => op == 23 ? null : body;
        await call.Join(99, maxVersion: 0);
        await call.Join(13);
        await call.Leave(99);
        call.OnWay = (_, _, body) => body;
        call.Guarded.ShouldBe([13ul]);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13);
    }

    [Fact]
    public async Task A_call_with_one_who_cannot_from_the_start_is_encrypted_when_the_last_of_them_leaves()
    {
        await using var call = new DaveCall();
        await call.Join(98, maxVersion: 0);
        await call.Join(11);
        await call.Join(99, maxVersion: 0);
        await call.Join(12);
        await call.Settle();
        await call.IsPlain(11, 12, 98, 99);
        await call.Leave(98);
        await call.Settle();
        await call.IsPlain(11, 12, 99);
        await call.Leave(99);
        await call.Settle();
        await call.IsEncrypted(11, 12);
    }

    [Fact]
    public async Task A_client_that_names_a_version_and_sends_no_key_package_is_one_that_cannot()
    {
        await using var call = new DaveCall();
        call.OnWay = (user, _, body) => user == 12 ? null : body;
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        call.Service.Reason.ShouldBe(E2eeReason.SomebodyCannot);
        await call.IsPlain(11, 12);
    }

    [Fact]
    public async Task Where_encryption_is_required_one_who_cannot_is_not_admitted()
    {
        await using var call = new DaveCall(E2eePolicy.Require);
        call.Service.Admits(0).ShouldBeFalse();
        call.Service.Admits(1).ShouldBeTrue();
        await call.Join(11);
        call.OnWay = (user, _, body) => user == 12 ? null : body;
        await call.Join(12);
        await call.Pass(10_000);
        call.Closed.ShouldBe([(12ul, 4017)]);
        await call.Leave(12);
        call.Service.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_house_that_wants_none_has_none()
    {
        await using var call = new DaveCall(E2eePolicy.Off);
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        await call.IsPlain(11, 12);
        call.Sent.ShouldBeEmpty();
    }
}
