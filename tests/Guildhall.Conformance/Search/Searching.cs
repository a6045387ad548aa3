using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Search;

/// <summary>Short ways to search in tests.</summary>
internal static class Searching
{
    private const int TriesMax = 5_000;
    private static int _markers;

    /// <summary>The ids that a search finds, in order.</summary>
    public static async Task<IReadOnlyList<string>> Search(this ApiCaller caller, TestGuild guild, string query) =>
        Hits((await caller.Get($"/guilds/{guild.Id}/messages/search?{query}")).Ok());

    /// <summary>The ids of the hits, each alone in its group.</summary>
    public static IReadOnlyList<string> Hits(Answer found) =>
    [
        .. found["messages"].EnumerateArray().Select(group =>
        {
            var hit = group.EnumerateArray().Single();
            hit.GetProperty("hit").GetBoolean().ShouldBeTrue();
            return hit.GetProperty("id").GetString()!;
        }),
    ];

    /// <summary>
    /// Waits until everything that happened so far can be found: says something after it, and searches until that is found.
    /// </summary>
    public static async Task Indexed(this TestChannel channel)
    {
        var word = "marker" + Interlocked.Increment(ref _markers).ToString(CultureInfo.InvariantCulture);
        var owner = channel.Guild.Owner;
        var marker = await channel.Say(word, by: owner.Name);
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var found = await owner.Get($"/guilds/{channel.Guild.Id}/messages/search?include_nsfw=true&content={word}");
            if (found.Status == 200 && Hits(found).Contains(marker))
            {
                (await owner.Delete($"/channels/{channel.Id}/messages/{marker}")).Ok();
                return;
            }
        }

        throw new UnexpectedAnswerException("What was said is not found.");
    }
}
