using System.Security.Cryptography;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Webhooks;

/// <summary>What a request opens a webhook with: its token (by hash), or somebody's rights.</summary>
public sealed record WebhookKey(byte[]? TokenHash, Caller? Caller)
{
    public static WebhookKey Of(Caller caller) => new(null, caller);

    public static WebhookKey OfToken(string token) => new(WebhookSecrets.HashOf(token), null);

    /// <summary>The webhook, when the key fits: the token is its own, or the caller manages webhooks in its channel.</summary>
    internal Result<WebhookRecord> Open(GuildTurn turn, WebhookId id)
    {
        if (turn.State.Documents.Find(WebhookRecord.Kind, id.Number) is not { } webhook) return new Failure.UnknownWebhook();
        if (Caller is null)
        {
            var isToken = TokenHash is not null && webhook.TokenHash is not null && CryptographicOperations.FixedTimeEquals(TokenHash, webhook.TokenHash);
            return isToken ? webhook : new Failure.InvalidWebhookToken();
        }

        // A bot may always look after the webhooks of its own application.
        if (IsOwn(webhook) && turn.State.Members.ContainsKey(Caller.User)) return webhook;
        var entry = turn.State.Enter(webhook.Channel, Caller, Permissions.ManageWebhooks, turn.Now);
        return entry.IsOk ? webhook : entry.Failure;
    }

    private bool IsOwn(WebhookRecord webhook) => Caller!.IsBot && webhook.Application?.Value == Caller.User.Value;
}
