using Guildhall.Community.Edge;

namespace Guildhall.Community.Webhooks;

/// <summary>Makes of records what the wire shows, on the request's side: users are looked up and tokens opened there.</summary>
internal static class WebhookView
{
    /// <summary>Webhooks as somebody who manages them sees them.</summary>
    public static async ValueTask<IReadOnlyList<WebhookPayload>> Of(ApiRequest request, IReadOnlyList<WebhookRecord> webhooks)
    {
        var users = await request.House.Directory.Get(webhooks.Select(webhook => webhook.Creator), request.Cancel);
        return [.. webhooks.Select(webhook => Of(request, webhook, users[webhook.Creator], MayOpen(request, webhook)))];
    }

    public static async ValueTask<WebhookPayload> Of(ApiRequest request, WebhookRecord webhook) => (await Of(request, [webhook]))[0];

    /// <summary>A webhook as its own token shows it: without who made it.</summary>
    public static WebhookPayload ByToken(ApiRequest request, WebhookRecord webhook) => Of(request, webhook, null, mayOpen: true);

    /// <summary>A webhook as the application it was made for sees it, once, with its token.</summary>
    public static WebhookPayload ForApplication(CommunityServices house, WebhookRecord webhook) => Of(house, webhook, null, mayOpen: true);

    /// <summary>A webhook as the audit log names it: who may read that may not execute it, so without token and address.</summary>
    public static WebhookPayload WithoutToken(WebhookRecord webhook, UserPayload? user) => new()
    {
        Id = webhook.Id,
        Type = webhook.Type,
        GuildId = webhook.Guild,
        ChannelId = webhook.Channel,
        Name = webhook.Name,
        Avatar = webhook.Avatar,
        ApplicationId = webhook.Application,
        User = user,
        SourceGuild = webhook.Source is { } guild ? new WebhookSourceGuildPayload(guild.Guild, guild.GuildName, guild.GuildIcon) : null,
        SourceChannel = webhook.Source is { } channel ? new WebhookSourceChannelPayload(channel.Channel, channel.ChannelName) : null,
    };

    // The token of an application's webhook is for the application.
    private static bool MayOpen(ApiRequest request, WebhookRecord webhook) =>
        webhook.Application is null || (request.Caller.IsBot && webhook.Application.Value.Value == request.Caller.User.Value);

    private static WebhookPayload Of(ApiRequest request, WebhookRecord webhook, UserPayload? user, bool mayOpen) => Of(request.House, webhook, user, mayOpen);

    private static WebhookPayload Of(CommunityServices house, WebhookRecord webhook, UserPayload? user, bool mayOpen)
    {
        var token = mayOpen && webhook.SealedToken is { } secret ? house.WebhookSecrets.Open(secret) : null;
        return WithoutToken(webhook, user) with
        {
            Token = token,
            Url = token is null ? null : $"{house.Options.PublicUrl()}/api/webhooks/{webhook.Id}/{token}",
        };
    }
}
