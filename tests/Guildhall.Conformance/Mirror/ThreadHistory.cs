using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>Random things that happen to threads.</summary>
internal sealed class ThreadHistory(MirrorWorld world, Random random, Deeds deeds)
{
    public async Task Step()
    {
        switch (random.Next(10))
        {
            case 0 or 1: await deeds.Do(Someone(), HttpMethod.Post, $"/channels/{await Channel()}/threads", new { name = deeds.Word(), type = random.Next(3) == 0 ? 12 : 11 }); break;
            case 2: await FromMessage(); break;
            case 3: await deeds.Do(world.Owner, HttpMethod.Patch, $"/channels/{await Thread()}", new { name = deeds.Word(), rate_limit_per_user = random.Next(5) }); break;
            case 4: await deeds.Do(world.Owner, HttpMethod.Patch, $"/channels/{await Thread()}", new { archived = random.Next(2) == 0 }); break;
            case 5: await deeds.Do(world.Owner, HttpMethod.Delete, $"/channels/{await Thread()}"); break;
            case 6: await deeds.Do(Someone(), HttpMethod.Put, $"/channels/{await Thread()}/thread-members/@me"); break;
            case 7: await deeds.Do(Someone(), HttpMethod.Delete, $"/channels/{await Thread()}/thread-members/@me"); break;
            case 8: await deeds.Do(world.Owner, HttpMethod.Put, $"/channels/{await Thread()}/thread-members/{world.People[random.Next(world.People.Count)].Id}"); break;
            default: await Write(); break;
        }
    }

    private async Task FromMessage()
    {
        var channel = await Channel();
        var message = await deeds.Do(world.Owner, HttpMethod.Post, $"/channels/{channel}/messages", new { content = deeds.Word() });
        if (message.Status == 200) await deeds.Do(world.Owner, HttpMethod.Post, $"/channels/{channel}/messages/{message.Id}/threads", new { name = deeds.Word() });
    }

    private async Task Write()
    {
        var thread = await Thread();
        var message = await deeds.Do(Someone(), HttpMethod.Post, $"/channels/{thread}/messages", new { content = deeds.Word() });
        if (message.Status == 200 && random.Next(3) == 0) await deeds.Do(world.Owner, HttpMethod.Delete, $"/channels/{thread}/messages/{message.Id}");
    }

    private TestUser Someone() => random.Next(2) == 0 ? world.Owner : world.Member;

    private async Task<string> Thread()
    {
        var active = (await world.Owner.Get($"/guilds/{world.Guild}/threads/active")).Ok()["threads"];
        return PickOf(active);
    }

    private async Task<string> Channel() => PickOf((await world.Owner.Get($"/guilds/{world.Guild}/channels")).Ok().Json);

    private string PickOf(JsonElement list) => list.GetArrayLength() == 0 ? "1" : list[random.Next(list.GetArrayLength())].GetProperty("id").GetString()!;
}
