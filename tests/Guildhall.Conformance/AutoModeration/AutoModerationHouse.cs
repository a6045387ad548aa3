using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.AutoModeration;

/// <summary>A guild of ada's with bob in it, and rules by the shortest words.</summary>
internal static class AutoModerationHouse
{
    public static string RulesOf(TestGuild guild) => $"/guilds/{guild.Id}/auto-moderation/rules";

    /// <summary>Makes a keyword rule that blocks unless other actions are given.</summary>
    public static async Task<Answer> Keywords(TestGuild guild, string[] words, object[]? actions = null, object? more = null)
    {
        var rule = (await guild.Owner.Post(RulesOf(guild), new
        {
            name = "words",
            event_type = 1,
            trigger_type = 1,
            trigger_metadata = new { keyword_filter = words },
            actions = actions ?? [new { type = 1 }],
            enabled = true,
        })).Ok();
        return more is null ? rule : (await guild.Owner.Patch($"{RulesOf(guild)}/{rule.Id}", more)).Ok();
    }

    public static Task<Answer> Say(TestUser user, TestChannel channel, string content) =>
        user.Post($"/channels/{channel.Id}/messages", new { content });

    public static Func<JsonElement, bool> Of(string name, string value) => body => body.GetProperty(name).GetString() == value;

    public static Func<JsonElement, bool> Of(string name, int value) => body => body.GetProperty(name).GetInt32() == value;
}
