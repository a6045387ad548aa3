using Guildhall.Voice.Rooms;

namespace Guildhall.Voice.Tests.Rooms;

public sealed class SeatTokenTests
{
    [Fact]
    public void A_token_names_its_channel_and_is_never_the_same_twice()
    {
        var channel = new ChannelId(new Snowflake(123_456_789_012_345_678));
        var token = SeatToken.Make(channel);
        token.Length.ShouldBe(SeatToken.Length);
        SeatToken.TryChannel(token, out var named).ShouldBeTrue();
        named.ShouldBe(channel);
        SeatToken.Make(channel).ShouldNotBe(token);
        SeatToken.Matches(SeatToken.Hash(token), SeatToken.Hash(token)).ShouldBeTrue();
        SeatToken.Matches(SeatToken.Hash(token), SeatToken.Hash(SeatToken.Make(channel))).ShouldBeFalse();
        SeatToken.Matches(null, SeatToken.Hash(token)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("äAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_names_no_channel(string token) => SeatToken.TryChannel(token, out _).ShouldBeFalse();
}
