namespace Guildhall.Conformance.Rights;

/// <summary>
/// One operation of the matrix: its route as "METHOD /path/{with}/{parameters}", and what its call needs. <paramref name="Prepare"/> runs
/// as the owner before every single call: it puts ids into the world and returns the body, so that the only reason for a
/// refusal is who calls.
/// </summary>
internal sealed record MatrixOperation(string Route, Func<MatrixWorld, Task<object?>> Prepare)
{
    public string Method => Route[..Route.IndexOf(' ', StringComparison.Ordinal)];

    public string Template => Route[(Route.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>True when a success is the end of the guild.</summary>
    public bool EndsGuild => Route is "DELETE /guilds/{guild_id}" or "POST /guilds/{guild_id}/delete";

    /// <summary>The names of the ids in the path.</summary>
    public IEnumerable<string> Parameters =>
        Template.Split('?')[0].Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    /// <summary>An operation whose call needs nothing.</summary>
    public static MatrixOperation Plain(string route, object? body = null) => new(route, _ => Task.FromResult(body));

    /// <summary>An operation that needs ids only.</summary>
    public static MatrixOperation With(string route, Func<MatrixWorld, Task> prepare) => new(route, async world =>
    {
        await prepare(world);
        return null;
    });
}
