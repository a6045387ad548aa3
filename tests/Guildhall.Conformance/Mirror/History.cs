using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>Random things that people do in one guild. What a step may not do is refused, which is fine: only a failure of the server is not.</summary>
internal sealed class History(MirrorWorld world, Random random, Deeds deeds)
{
    private static readonly Permissions[] Rights =
        [Permissions.ViewChannel, Permissions.SendMessages, Permissions.ManageChannels, Permissions.ManageRoles, Permissions.ManageMessages, Permissions.Connect];

    public async Task Step()
    {
        switch (random.Next(18))
        {
            case 0: await Do(HttpMethod.Post, $"/guilds/{world.Guild}/channels", new { name = Word(), type = Pick(0, 2, 4), parent_id = await Maybe(Category) }); break;
            case 1: await Do(HttpMethod.Patch, $"/channels/{await Channel()}", new { name = Word(), topic = Word() }); break;
            case 2: await Do(HttpMethod.Delete, $"/channels/{await Channel()}"); break;
            case 3 or 4: await Overwrite(); break;
            case 5: await Do(HttpMethod.Delete, $"/channels/{await Channel()}/permissions/{await RoleOrMember()}"); break;
            case 6: await Do(HttpMethod.Post, $"/guilds/{world.Guild}/roles", new { name = Word(), permissions = Bits() }); break;
            case 7: await Do(HttpMethod.Patch, $"/guilds/{world.Guild}/roles/{await Role()}", new { name = Word(), permissions = Bits(), hoist = Chance() }); break;
            case 8: await Do(HttpMethod.Delete, $"/guilds/{world.Guild}/roles/{await Role()}"); break;
            case 9: await Do(HttpMethod.Put, $"/guilds/{world.Guild}/members/{Person().Id}/roles/{await Role()}"); break;
            case 10: await Do(HttpMethod.Delete, $"/guilds/{world.Guild}/members/{Person().Id}/roles/{await Role()}"); break;
            case 11: await Do(HttpMethod.Patch, $"/guilds/{world.Guild}/members/{Person().Id}", new { nick = Word() }); break;
            case 12: await Do(HttpMethod.Patch, $"/guilds/{world.Guild}", new { name = Word(), verification_level = random.Next(5) }); break;
            case 13: await Do(HttpMethod.Post, $"/guilds/{world.Guild}/emojis", new { name = Word(), image = MirrorWorld.Pixel }); break;
            case 14: await DropEmoji(); break;
            case 15: await ComeOrGo(); break;
            case 16: await Move(); break;
            default: await Write(); break;
        }
    }

    private async Task Overwrite()
    {
        var target = await RoleOrMember();
        var type = world.People.Any(person => person.Id == target) ? 1 : 0;
        await Do(HttpMethod.Put, $"/channels/{await Channel()}/permissions/{target}", new { type, allow = Bits(), deny = Bits() });
    }

    private async Task Write()
    {
        var channel = await Channel();
        var answer = await Do(HttpMethod.Post, $"/channels/{channel}/messages", new { content = Word() });
        if (answer.Status != 200 || random.Next(3) != 0) return;
        await Do(Chance() ? HttpMethod.Put : HttpMethod.Delete, $"/channels/{channel}/messages/pins/{answer.Id}");
        if (Chance()) await Do(HttpMethod.Delete, $"/channels/{channel}/messages/{answer.Id}");
    }

    private async Task DropEmoji()
    {
        var emojis = (await world.Owner.Get($"/guilds/{world.Guild}/emojis")).Ok().Json.EnumerateArray().ToArray();
        if (emojis.Length == 0) return;
        var emoji = emojis[random.Next(emojis.Length)].GetProperty("id").GetString();
        if (Chance()) await Do(HttpMethod.Delete, $"/guilds/{world.Guild}/emojis/{emoji}");
        else await Do(HttpMethod.Patch, $"/guilds/{world.Guild}/emojis/{emoji}", new { name = Word() });
    }

    private async Task ComeOrGo()
    {
        if (world.IsGuestIn) await Do(HttpMethod.Delete, $"/guilds/{world.Guild}/members/{world.Guest.Id}");
        else await world.InviteGuest();
        world.IsGuestIn = !world.IsGuestIn;
        deeds.Tell(world.IsGuestIn ? "the guest joins" : "the guest is out");
    }

    private async Task Move()
    {
        var channels = await Ids("channels");
        await Do(HttpMethod.Patch, $"/guilds/{world.Guild}/channels", channels.Select(id => new { id, position = random.Next(channels.Length) }).ToArray());
    }

    private Task<Answer> Do(HttpMethod method, string path, object? body = null) => deeds.Do(world.Owner, method, path, body);

    private async Task<string[]> Ids(string what) =>
        [.. (await world.Owner.Get($"/guilds/{world.Guild}/{what}")).Ok().Json.EnumerateArray().Select(element => element.GetProperty("id").GetString()!)];

    private async Task<string> Channel() => PickOf(await Ids("channels"));

    private async Task<string> Role() => PickOf(await Ids("roles"));

    private async Task<string> RoleOrMember() => Chance() ? await Role() : Person().Id;

    private async Task<string?> Category()
    {
        var channels = (await world.Owner.Get($"/guilds/{world.Guild}/channels")).Ok().Json.EnumerateArray();
        string[] categories = [.. channels.Where(channel => channel.GetProperty("type").GetInt32() == 4).Select(channel => channel.GetProperty("id").GetString()!)];
        return categories.Length == 0 ? null : PickOf(categories);
    }

    private async Task<string?> Maybe(Func<Task<string?>> source) => Chance() ? await source() : null;

    private TestUser Person() => world.People[random.Next(world.People.Count)];

    private string Bits() =>
        ((ulong)Rights.Where(_ => random.Next(3) == 0).Aggregate(Permissions.None, (all, one) => all | one)).ToString(CultureInfo.InvariantCulture);

    private string Word() => deeds.Word();

    private bool Chance() => random.Next(2) == 0;

    private int Pick(params int[] choices) => choices[random.Next(choices.Length)];

    private string PickOf(string[] choices) => choices.Length == 0 ? "0" : choices[random.Next(choices.Length)];
}
