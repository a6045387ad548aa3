using System.Globalization;

namespace Guildhall.Community.Webhooks;

/// <summary>What an event of a repository says, as an embed. The kinds are those of GitHub's X-GitHub-Event header.</summary>
internal static class GitHubEvent
{
    private const int CommitsShown = 10;
    private const int CommitLineMax = 60;
    private const int BodyMax = 1_000;
    private const int ShortSha = 7;

    private const int Blue = 0x4078C0;
    private const int Green = 0x2CBE4E;
    private const int Red = 0xCB2431;
    private const int Orange = 0xE3A53A;
    private const int Purple = 0x6F42C1;
    private const int Grey = 0x6A737D;

    /// <summary>The embed; null for events that nothing is told of.</summary>
    /// <param name="kind">The header; empty when it did not come, so that the fields decide.</param>
    public static EmbedPayload? Tell(string kind, ForeignObject sent)
    {
        if (kind.Length == 0) kind = Guess(sent);
        var repository = sent["repository"].Text("full_name") ?? sent["repository"].Text("name") ?? "repository";
        if (Line(kind, sent, repository) is not { } line) return null;
        var sender = sent["sender"];
        return new EmbedPayload
        {
            Title = ForeignText.Cut(line.Title, ForeignText.TitleMax),
            Url = ForeignText.Url(line.Url),
            Description = ForeignText.Cut(line.Body, line.BodyMax),
            Color = line.Color,
            Author = ForeignText.Cut(sender.Text("login"), ForeignText.TitleMax) is { } login
                ? new EmbedAuthorPayload(login, ForeignText.Url(sender.Text("html_url")), ForeignText.Url(sender.Text("avatar_url")))
                : null,
        };
    }

    private static Said? Line(string kind, ForeignObject sent, string repository)
    {
        var action = sent.Text("action");
        return kind switch
        {
            "push" => Push(sent, repository),
            "issues" => Issue(sent["issue"], action, repository),
            "pull_request" => PullRequest(sent["pull_request"], action, repository),
            "issue_comment" when action == "created" => Comment(sent["issue"], sent["comment"], repository),
            "pull_request_review" when action == "submitted" => Review(sent["pull_request"], sent["review"], repository),
            "pull_request_review_comment" when action == "created" => new Said(
                $"[{repository}] New review comment on {Numbered("pull request", sent["pull_request"])}", Purple)
                .From(sent["comment"]),
            "commit_comment" => new Said($"[{repository}] New comment on commit `{Short(sent["comment"].Text("commit_id"))}`", Grey).From(sent["comment"]),
            "create" => new Said($"[{repository}] New {sent.Text("ref_type") ?? "branch"}: {sent.Text("ref")}", Green) { Url = sent["repository"].Text("html_url") },
            "delete" => new Said($"[{repository}] Deleted {sent.Text("ref_type") ?? "branch"}: {sent.Text("ref")}", Red) { Url = sent["repository"].Text("html_url") },
            "fork" => new Said($"[{repository}] Forked as {sent["forkee"].Text("full_name")}", Grey) { Url = sent["forkee"].Text("html_url") },
            "watch" => new Said($"[{repository}] New star", Orange) { Url = sent["repository"].Text("html_url") },
            "public" => new Said($"[{repository}] Is public now", Green) { Url = sent["repository"].Text("html_url") },
            "member" when action == "added" => new Said($"[{repository}] New collaborator: {sent["member"].Text("login")}", Green) { Url = sent["member"].Text("html_url") },
            "release" when action == "published" => new Said($"[{repository}] New release: {sent["release"].Text("tag_name")}", Green) { Url = sent["release"].Text("html_url") },
            "check_run" when action == "completed" => CheckRun(sent["check_run"], repository),
            "check_suite" when action == "completed" => CheckSuite(sent, repository),
            "discussion" => Discussion(sent, action, repository),
            "discussion_comment" when action == "created" => new Said(
                $"[{repository}] New comment on {Numbered("discussion", sent["discussion"])}", Grey).From(sent["comment"]),
            _ => null,
        };
    }

    private static Said? Push(ForeignObject sent, string repository)
    {
        var reference = sent.Text("ref") ?? "";
        var branch = reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..] : reference;
        var commits = sent.List("commits").ToArray();
        if (sent.IsTrue("forced"))
        {
            var head = Short(sent["head_commit"].Text("id"));
            return new Said($"[{repository}] Branch {branch} was force-pushed to `{head}`", Red) { Url = sent.Text("compare") };
        }

        if (commits.Length == 0) return null;
        var count = commits.Length.ToString(CultureInfo.InvariantCulture);
        var lines = commits.Take(CommitsShown).Select(CommitLine);
        return new Said($"[{repository}:{branch}] {count} new commit{(commits.Length == 1 ? "" : "s")}", Blue)
        {
            Url = commits.Length == 1 ? commits[0].Text("url") : sent.Text("compare"),
            Body = string.Join('\n', lines),
            BodyMax = ForeignText.DescriptionMax,
        };
    }

    private static string CommitLine(ForeignObject commit)
    {
        var first = (commit.Text("message") ?? "").Split('\n', 2)[0];
        var sha = Short(commit.Text("id"));
        var link = ForeignText.Url(commit.Text("url")) is { } url ? $"[`{sha}`]({url})" : $"`{sha}`";
        var author = commit["author"].Text("username") ?? commit["author"].Text("name");
        return $"{link} {ForeignText.Cut(first, CommitLineMax)} - {ForeignText.Cut(author, CommitLineMax)}";
    }

    private static Said? Issue(ForeignObject issue, string? action, string repository) => action switch
    {
        "opened" => new Said($"[{repository}] Issue opened: {Numbered("", issue)}", Orange).From(issue),
        "closed" => new Said($"[{repository}] Issue closed: {Numbered("", issue)}", Grey) { Url = issue.Text("html_url") },
        "reopened" => new Said($"[{repository}] Issue reopened: {Numbered("", issue)}", Orange) { Url = issue.Text("html_url") },
        _ => null,
    };

    private static Said? PullRequest(ForeignObject pull, string? action, string repository) => action switch
    {
        "opened" => new Said($"[{repository}] Pull request opened: {Numbered("", pull)}", Green).From(pull),
        "closed" => new Said($"[{repository}] Pull request {(pull.IsTrue("merged") ? "merged" : "closed")}: {Numbered("", pull)}", Grey) { Url = pull.Text("html_url") },
        "reopened" => new Said($"[{repository}] Pull request reopened: {Numbered("", pull)}", Green) { Url = pull.Text("html_url") },
        _ => null,
    };

    private static Said Comment(ForeignObject issue, ForeignObject comment, string repository)
    {
        var of = issue["pull_request"].IsThere ? "pull request" : "issue";
        return new Said($"[{repository}] New comment on {Numbered(of, issue)}", Orange).From(comment);
    }

    private static Said Review(ForeignObject pull, ForeignObject review, string repository)
    {
        var (verdict, color) = review.Text("state") switch
        {
            "approved" => ("approved", Green),
            "changes_requested" => ("changes requested", Red),
            _ => ("reviewed", Purple),
        };
        return new Said($"[{repository}] Pull request {verdict}: {Numbered("", pull)}", color).From(review);
    }

    private static Said CheckRun(ForeignObject run, string repository)
    {
        var conclusion = run.Text("conclusion") ?? "completed";
        var branch = run["check_suite"].Text("head_branch") ?? Short(run["check_suite"].Text("head_sha"));
        return new Said($"[{repository}] {run.Text("name")}: {conclusion} on {branch}", ColorOf(conclusion))
        {
            Url = run.Text("details_url") ?? run.Text("html_url"),
            Body = run["output"].Text("title"),
        };
    }

    private static Said CheckSuite(ForeignObject sent, string repository)
    {
        var suite = sent["check_suite"];
        var conclusion = suite.Text("conclusion") ?? "completed";
        var branch = suite.Text("head_branch") ?? Short(suite.Text("head_sha"));
        return new Said($"[{repository}] {suite["app"].Text("name")}: {conclusion} on {branch}", ColorOf(conclusion)) { Url = sent["repository"].Text("html_url") };
    }

    private static Said? Discussion(ForeignObject sent, string? action, string repository)
    {
        var discussion = sent["discussion"];
        return action switch
        {
            "created" => new Said($"[{repository}] Discussion opened: {Numbered("", discussion)}", Grey).From(discussion),
            "answered" => new Said($"[{repository}] Discussion answered: {Numbered("", discussion)}", Green).From(sent["answer"]),
            _ => null,
        };
    }

    private static string Guess(ForeignObject sent)
    {
        if (sent["comment"].IsThere)
            return sent["issue"].IsThere ? "issue_comment" : sent["discussion"].IsThere ? "discussion_comment" : sent["pull_request"].IsThere ? "pull_request_review_comment" : "commit_comment";
        if (sent["review"].IsThere) return "pull_request_review";
        foreach (var name in (ReadOnlySpan<string>)["issue", "pull_request", "discussion", "release", "check_run", "check_suite", "member"])
        {
            if (sent[name].IsThere) return name == "issue" ? "issues" : name;
        }

        if (sent["forkee"].IsThere) return "fork";
        return sent.List("commits").Any() || sent["head_commit"].IsThere ? "push" : "";
    }

    private static int ColorOf(string conclusion) => conclusion switch
    {
        "success" => Green,
        "failure" or "timed_out" or "action_required" => Red,
        _ => Grey,
    };

    private static string Numbered(string of, ForeignObject item) =>
        $"{of}{(of.Length > 0 ? " " : "")}#{item.Number("number")} {item.Text("title")}";

    private static string Short(string? sha) => sha is null ? "?" : sha[..Math.Min(sha.Length, ShortSha)];

    private sealed record Said(string Title, int Color)
    {
        public string? Url { get; init; }

        public string? Body { get; init; }

        public int BodyMax { get; init; } = GitHubEvent.BodyMax;

        // The text and the address of what was written.
        public Said From(ForeignObject written) => this with { Url = written.Text("html_url"), Body = written.Text("body") };
    }
}
