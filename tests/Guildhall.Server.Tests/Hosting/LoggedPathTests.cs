using Guildhall.Server.Hosting;

namespace Guildhall.Server.Tests.Hosting;

public sealed class LoggedPathTests
{
    [Theory]
    [InlineData("/api/v10/webhooks/5/secret", "/api/v10/webhooks/5/…")]
    [InlineData("/api/webhooks/5/secret/slack", "/api/webhooks/5/…/slack")]
    [InlineData("/API/WEBHOOKS/5/secret/messages/7", "/API/WEBHOOKS/5/…/messages/7")]
    [InlineData("/api/v10/webhooks/5", "/api/v10/webhooks/5")]
    [InlineData("/api/v10/channels/5/webhooks", "/api/v10/channels/5/webhooks")]
    [InlineData("/a\nb", "/a%0Ab")]
    public void A_webhooks_token_stays_out_of_the_log(string path, string logged) => LoggedPath.Of(path).ShouldBe(logged);
}
