using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>Random things that people do with each other: friends, notes, direct messages and groups.</summary>
internal sealed class PrivateHistory(MirrorWorld world, Random random, Deeds deeds)
{
    public async Task Step()
    {
        var (one, other) = random.Next(2) == 0 ? (world.Owner, world.Member) : (world.Member, world.Owner);
        if (random.Next(4) == 0) other = world.Guest;
        switch (random.Next(8))
        {
            case 0: await deeds.Do(one, HttpMethod.Put, $"/users/@me/relationships/{other.Id}", new { }); break;
            case 1: await deeds.Do(one, HttpMethod.Put, $"/users/@me/relationships/{other.Id}", new { type = 2 }); break;
            case 2: await deeds.Do(one, HttpMethod.Delete, $"/users/@me/relationships/{other.Id}"); break;
            case 3: await deeds.Do(one, HttpMethod.Patch, $"/users/@me/relationships/{other.Id}", new { nickname = deeds.Word() }); break;
            case 4: await deeds.Do(one, HttpMethod.Put, $"/users/@me/notes/{other.Id}", new { note = random.Next(2) == 0 ? "" : deeds.Word() }); break;
            case 5: await Write(one, other); break;
            case 6: await Group(one); break;
            default: await Close(one); break;
        }
    }

    private async Task Write(TestUser one, TestUser other)
    {
        var channel = await deeds.Do(one, HttpMethod.Post, "/users/@me/channels", new { recipient_id = other.Id });
        if (channel.Status != 200) return;
        var message = await deeds.Do(one, HttpMethod.Post, $"/channels/{channel.Id}/messages", new { content = deeds.Word() });
        if (message.Status == 200 && random.Next(3) == 0) await deeds.Do(one, HttpMethod.Put, $"/channels/{channel.Id}/pins/{message.Id}");
    }

    private async Task Group(TestUser one)
    {
        var recipients = world.People.Where(person => person != one && !person.IsBot && random.Next(3) > 0).Select(person => person.Id).ToArray();
        var group = await deeds.Do(one, HttpMethod.Post, "/users/@me/channels", new { recipients });
        if (group.Status != 200) return;
        await deeds.Do(one, HttpMethod.Patch, $"/channels/{group.Id}", new { name = deeds.Word() });
        await deeds.Do(one, HttpMethod.Post, $"/channels/{group.Id}/messages", new { content = deeds.Word() });
        if (random.Next(2) == 0) await deeds.Do(one, HttpMethod.Put, $"/channels/{group.Id}/recipients/{world.Guest.Id}");
        if (random.Next(2) == 0 && recipients.Length > 0) await deeds.Do(one, HttpMethod.Delete, $"/channels/{group.Id}/recipients/{recipients[0]}");
    }

    private async Task Close(TestUser one)
    {
        var channels = (await one.Get("/users/@me/channels")).Ok().Json.EnumerateArray().Select(channel => channel.GetProperty("id").GetString()).ToArray();
        if (channels.Length > 0) await deeds.Do(one, HttpMethod.Delete, $"/channels/{channels[random.Next(channels.Length)]}");
    }
}
