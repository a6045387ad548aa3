using Guildhall.Voice.Dave;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>What goes wrong among real clients is mended.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task One_who_cannot_use_a_commit_is_taken_out_and_in_again()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13, 14 }) await call.Join(user);
        await call.Settle();
        await call.Spoil(13, 0);
        await call.Pass(0);
        call.Guarded.ShouldBe([13ul]);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13, 14);
        call.Figures.Recoveries.ShouldBe(1);
        call.Figures.NewGroups.ShouldBe(0);
    }

    [Fact]
    public async Task A_commit_that_nobody_can_use_costs_its_author_the_pen()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13, 14 }) await call.Join(user);
        await call.Settle();
        ulong? culprit = null;
        call.OnWay = (user, op, body) =>
        {
            if (op != 28) return body;
            culprit ??= user;
            if (user == culprit) body[85] ^= 1;
            return body;
        };
        await call.Join(15);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13, 14, 15);
        call.Figures.NewGroups.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Two_of_whom_one_cannot_use_a_commit_begin_anew()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        await call.Spoil(11, 0);
        await call.Settle();
        await call.IsEncrypted(11, 12);
    }

    [Fact]
    public async Task A_call_without_any_commit_begins_anew_and_at_last_says_that_it_is_not_encrypted()
    {
        await using var call = new DaveCall();
        call.OnWay = (_, op, body) => op == 28 ? null : body;
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        call.Service.Reason.ShouldBe(E2eeReason.NoAgreement);
        await call.IsPlain(11, 12);
        call.OnWay = (_, _, body) => body;
        await call.Join(13);
        await call.Leave(11);
        await call.Settle();
        await call.IsEncrypted(12, 13);
    }

    [Fact]
    public async Task A_session_that_comes_anew_replaces_the_old_one_in_the_group()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13 }) await call.Join(user);
        await call.Settle();
        await call.Join(12);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13);
        call.Figures.Recoveries.ShouldBe(0);
    }
}
