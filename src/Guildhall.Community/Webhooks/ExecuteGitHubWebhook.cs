using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>
/// POST /webhooks/{webhook_id}/{webhook_token}/github: an event of a repository, as GitHub's own webhooks send it, told in an embed.
/// Events that have nothing to tell are taken in silence.
/// </summary>
public static class ExecuteGitHubWebhook
{
    public static void Map(ApiRoutes api) => api.Post("/webhooks/{webhook_id}/{webhook_token}/github", Handle, ExecuteWebhook.Options);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        ApiAnswer.Of(await ForeignWebhook.Post(request, form =>
        {
            if (form.Part("sender") is null) form.Required("sender");
            if (form.Failure is not null) return null;
            var said = GitHubEvent.Tell(request.Http.Request.Headers["X-GitHub-Event"].ToString(), new ForeignObject(form.Json));
            return said is null ? null : new ForeignWebhook.Said(new MessageDraft { Embeds = [said] });
        }));
}
