using System.Text;
using Guildhall.Gateway.Connections;

namespace Guildhall.Gateway.Tests.Connections;

/// <summary>Clients of the voice gateway open "/" too, and are told apart by their version.</summary>
public sealed class VoiceUpgradeTests
{
    [Theory]
    [InlineData("/?v=8")]
    [InlineData("/?v=4")]
    [InlineData("/voice?v=8")]
    [InlineData("/voice")]
    public void Upgrades_to_the_voice_gateway_are_left_to_it(string target) => Verdict(target).ShouldBe(UpgradeVerdict.NotOurs);

    [Theory]
    [InlineData("/")]
    [InlineData("/?v=9")]
    [InlineData("/?v=10&encoding=json")]
    [InlineData("/?v=8&encoding=json")]
    [InlineData("/?encoding=etf&v=8")]
    [InlineData("/?v=3")]
    [InlineData("/?v=80")]
    [InlineData("/gateway?v=8")]
    public void Upgrades_to_this_gateway_are_taken_old_versions_of_it_too(string target) => Verdict(target).ShouldBe(UpgradeVerdict.Ours);

    private static UpgradeVerdict Verdict(string target) => UpgradeParser.Examine(
        Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
        isSecure: false,
        out _,
        out _);
}
