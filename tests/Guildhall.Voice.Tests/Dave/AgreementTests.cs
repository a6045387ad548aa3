using Guildhall.Voice.Dave;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>Real clients agree on their keys through the delivery service.</summary>
public sealed class AgreementTests
{
    [Fact]
    public async Task Two_who_meet_hear_each_other_encrypted_at_once()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Settle();
        await call.Join(12);
        await call.Settle();
        await call.IsEncrypted(11, 12);
        call.Figures.Epochs.ShouldBe(1);
        call.Sent.Where(send => send.Opcode == DaveOpcode.Welcome).ShouldAllBe(send => send.Body[0] == 0 && send.Body[1] == 0);
    }

    [Fact]
    public async Task One_leaves_and_one_joins_and_frames_keep_decrypting()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13 }) await call.Join(user);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13);
        await call.Leave(12);
        await call.Settle();
        await call.IsEncrypted(11, 13);
        await call.Join(14);
        await call.Settle();
        await call.IsEncrypted(11, 13, 14);
        await call.Join(12);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13, 14);
        call.Figures.Recoveries.ShouldBe(0);
        call.Figures.NewGroups.ShouldBe(0);
    }

    [Fact]
    public async Task Ten_who_join_at_once_need_one_epoch()
    {
        await using var call = new DaveCall();
        ulong[] users = [.. Enumerable.Range(21, 10).Select(user => (ulong)user)];
        foreach (var user in users) await call.Join(user);
        await call.Settle();
        await call.IsEncrypted(users);
        call.Figures.Epochs.ShouldBe(1);
        call.Figures.Recoveries.ShouldBe(0);
    }

    [Fact]
    public async Task Many_come_and_go_in_any_order_and_those_who_are_left_agree()
    {
        await using var call = new DaveCall();
        var random = new Random(7);
        var present = new HashSet<ulong>();
        for (var step = 0; step < 40; step++)
        {
            var user = (ulong)random.Next(31, 40);
            if (present.Remove(user)) await call.Leave(user);
            else if (present.Add(user)) await call.Join(user);
            if (random.Next(3) == 0) await call.Pass(random.Next(0, 150));
            if (random.Next(6) == 0) await call.Settle();
        }
        while (present.Count < 2)
        {
            var user = (ulong)random.Next(31, 40);
            if (present.Add(user)) await call.Join(user);
        }
        await call.Settle();
        await call.IsEncrypted([.. present]);
        call.Closed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_left_alone_starts_anew_when_somebody_comes()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        await call.Leave(11);
        await call.Settle();
        call.Sent.ShouldContain(send => send.Opcode == DaveOpcode.PrepareTransition && send.To.Number == 12);
        await call.Join(13);
        await call.Settle();
        await call.IsEncrypted(12, 13);
    }

    [Fact]
    public async Task Who_is_gone_before_a_commit_is_forgotten()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        call.OnWay = (_, op, body) => op == 28 ? null : body;
        await call.Join(13);
        await call.Join(14);
        await call.Pass(300);
        await call.Leave(13);
        call.OnWay = (_, _, body) => body;
        await call.Join(15);
        await call.Pass(300);
        await call.Settle();
        await call.IsEncrypted(11, 12, 14, 15);
        call.Sent.ShouldContain(send => send.Opcode == DaveOpcode.Proposals && send.Body[0] == 1);
    }

    [Fact]
    public async Task Only_the_first_commit_of_an_epoch_is_passed_on()
    {
        await using var call = new DaveCall();
        foreach (var user in new ulong[] { 11, 12, 13, 14 }) await call.Join(user);
        await call.Settle();
        await call.Join(15);
        await call.Settle();
        call.Sent.Count(send => send.Opcode == DaveOpcode.AnnounceCommit).ShouldBe(1 + 4);
        call.Figures.UnusedCommits.ShouldBe(3 + 3);
        await call.IsEncrypted(11, 12, 13, 14, 15);
    }

    [Fact]
    public async Task Proposals_wait_until_everybody_has_switched_or_two_seconds_are_over()
    {
        await using var call = new DaveCall();
        await call.Join(11);
        await call.Join(12);
        await call.Settle();
        call.OnWay = (user, op, body) => user == 12 && op == 23 ? null : body;
        await call.Join(13);
        await call.Pass(300);
        var before = call.Sent.Count(send => send.Opcode == DaveOpcode.Proposals);
        await call.Join(14);
        await call.Pass(1000);
        call.Sent.Count(send => send.Opcode == DaveOpcode.Proposals).ShouldBe(before);
        call.Sent.ShouldNotContain(send => send.Opcode == DaveOpcode.ExecuteTransition);
        await call.Pass(1000);
        call.Sent.ShouldContain(send => send.Opcode == DaveOpcode.ExecuteTransition);
        await call.Settle();
        await call.IsEncrypted(11, 12, 13, 14);
    }
}
