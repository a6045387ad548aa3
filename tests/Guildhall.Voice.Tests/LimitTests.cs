namespace Guildhall.Voice.Tests;

public sealed class LimitTests
{
    [Fact]
    public void A_resume_can_reach_back_less_far_than_sequence_numbers_do() => VoiceLimits.ReplayedMessages.ShouldBeLessThan(ushort.MaxValue / 2);
}
