using System.Globalization;

namespace Guildhall.Testing;

/// <summary>A text channel of a test.</summary>
public sealed class TestChannel(TestHouse house, TestGuild guild, string id)
{
    private const int MemberOverwrite = 1;

    public string Id { get; } = id;

    public TestGuild Guild { get; } = guild;

    /// <summary>Sends a message and returns its id.</summary>
    public async Task<string> Say(string content, string by) =>
        (await (await house.User(by)).Post($"/channels/{Id}/messages", new { content })).Ok().Id;

    /// <summary>Denies a member something here.</summary>
    public async Task Deny(TestUser member, Permissions permissions)
    {
        var deny = ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
        (await Guild.Owner.Put($"/channels/{Id}/permissions/{member.Id}", new { type = MemberOverwrite, allow = "0", deny })).Ok();
    }
}
