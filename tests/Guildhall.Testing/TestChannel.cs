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

    /// <summary>Sends a message with files; <paramref name="payload"/> is its JSON.</summary>
    public async Task<Answer> Upload(TestUser by, string payload, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < files.Length; i++) form.Add(new ByteArrayContent(files[i].Content), $"files[{i}]", files[i].Name);
        form.Add(new StringContent(payload), "payload_json");
        return await by.Send(HttpMethod.Post, $"/channels/{Id}/messages", form);
    }

    /// <summary>Denies a member something here.</summary>
    public async Task Deny(TestUser member, Permissions permissions)
    {
        var deny = ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
        (await Guild.Owner.Put($"/channels/{Id}/permissions/{member.Id}", new { type = MemberOverwrite, allow = "0", deny })).Ok();
    }
}
