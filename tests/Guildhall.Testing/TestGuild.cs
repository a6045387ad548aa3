using System.Globalization;

namespace Guildhall.Testing;

/// <summary>A guild of a test.</summary>
public sealed class TestGuild(TestHouse house, TestUser owner, string id)
{
    public string Id { get; } = id;

    public TestUser Owner { get; } = owner;

    /// <summary>Lets a person join by an invite that the owner makes; registers and connects the person when new.</summary>
    public async Task<TestUser> Join(string name)
    {
        var user = await house.User(name);
        var channels = (await Owner.Get($"/guilds/{Id}/channels")).Ok();
        var text = channels.Json.EnumerateArray().First(channel => channel.GetProperty("type").GetInt32() == 0).GetProperty("id").GetString();
        var invite = (await Owner.Post($"/channels/{text}/invites", new { max_age = 0, unique = true })).Ok();
        (await user.Post($"/invites/{invite["code"].GetString()}", new { })).Ok();
        await user.Gateway.Saw("GUILD_CREATE", guild => guild.GetProperty("id").GetString() == Id);
        return user;
    }

    /// <summary>Makes a text channel.</summary>
    public async Task<TestChannel> CreateChannel(string name)
    {
        var channel = (await Owner.Post($"/guilds/{Id}/channels", new { name, type = 0 })).Ok();
        return new TestChannel(house, this, channel.Id);
    }

    /// <summary>Makes a role with these permissions; returns its id.</summary>
    public async Task<string> CreateRole(string name, Permissions permissions)
    {
        var body = new { name, permissions = ((ulong)permissions).ToString(CultureInfo.InvariantCulture) };
        return (await Owner.Post($"/guilds/{Id}/roles", body)).Ok().Id;
    }
}
