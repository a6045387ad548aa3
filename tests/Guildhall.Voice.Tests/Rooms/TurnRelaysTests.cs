namespace Guildhall.Voice.Tests.Rooms;

public sealed class TurnRelaysTests
{
    private static readonly TurnRelays Relays = new(["turn:relay.example.org:3478"], "north");

    [Fact]
    public void Names_and_passwords_are_those_that_coturn_works_out_from_the_secret()
    {
        var (name, password) = Relays.For(new UserId(new Snowflake(42)), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

        name.ShouldBe("1700000600:42");
        password.ShouldBe("c8I0lj+p3rCkviOWydupNEuAt5Q=");
    }

    [Fact]
    public void Another_secret_makes_another_password() =>
        Relays.For(new UserId(new Snowflake(42)), DateTimeOffset.UnixEpoch).Password.ShouldNotBe((Relays with { Secret = "south" }).For(new UserId(new Snowflake(42)), DateTimeOffset.UnixEpoch).Password);
}
