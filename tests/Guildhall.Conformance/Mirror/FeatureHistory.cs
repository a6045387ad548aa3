using System.Text.Json;
using Guildhall.Conformance.Soundboard;
using Guildhall.Conformance.Stickers;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>Random things with what a guild has beside channels: events, stickers, sounds, stages, voices.</summary>
internal sealed class FeatureHistory(MirrorWorld world, Random random, Deeds deeds, IReadOnlyList<GatewayClient> sessions)
{
    private const int JoinVoice = 4;

    public async Task Step()
    {
        switch (random.Next(10))
        {
            case 0: await Plan(); break;
            case 1: await deeds.Do(world.Owner, HttpMethod.Patch, $"{Guild}/scheduled-events/{await Any("scheduled-events")}", new { name = deeds.Word() }); break;
            case 2: await deeds.Do(world.Owner, HttpMethod.Patch, $"{Guild}/scheduled-events/{await Any("scheduled-events")}", new { status = random.Next(2, 5) }); break;
            case 3: await deeds.Do(world.Owner, HttpMethod.Delete, $"{Guild}/scheduled-events/{await Any("scheduled-events")}"); break;
            case 4: await deeds.Do(world.Owner, HttpMethod.Post, $"{Guild}/stickers", StickerTests.Upload(deeds.Word(), Convert.FromBase64String(MirrorWorld.Pixel.Split(',')[1]))); break;
            case 5: await Change("stickers", "id"); break;
            case 6: await deeds.Do(world.Owner, HttpMethod.Post, $"{Guild}/soundboard-sounds", new { name = deeds.Word(), sound = SoundTests.Mp3(2) }); break;
            case 7: await Change("soundboard-sounds", "sound_id"); break;
            case 8: await Stage(); break;
            default: await Talk(); break;
        }
    }

    private string Guild => $"/guilds/{world.Guild}";

    private Task<Answer> Plan() => deeds.Do(world.Owner, HttpMethod.Post, $"{Guild}/scheduled-events", new
    {
        name = deeds.Word(),
        privacy_level = 2,
        entity_type = 3,
        scheduled_start_time = world.House.Now.AddDays(2),
        scheduled_end_time = world.House.Now.AddDays(3),
        entity_metadata = new { location = "Here" },
    });

    private async Task Change(string what, string key)
    {
        var list = (await world.Owner.Get($"{Guild}/{what}")).Ok().Json;
        var id = PickOf(list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("items"), key);
        if (random.Next(2) == 0) await deeds.Do(world.Owner, HttpMethod.Patch, $"{Guild}/{what}/{id}", new { name = deeds.Word() });
        else await deeds.Do(world.Owner, HttpMethod.Delete, $"{Guild}/{what}/{id}");
    }

    private async Task Stage()
    {
        var stage = await Channel(13) ?? (await deeds.Do(world.Owner, HttpMethod.Post, $"{Guild}/channels", new { name = "stage", type = 13 })).Id;
        switch (random.Next(3))
        {
            case 0: await deeds.Do(world.Owner, HttpMethod.Post, "/stage-instances", new { channel_id = stage, topic = deeds.Word() }); break;
            case 1: await deeds.Do(world.Owner, HttpMethod.Patch, $"/stage-instances/{stage}", new { topic = deeds.Word() }); break;
            default: await deeds.Do(world.Owner, HttpMethod.Delete, $"/stage-instances/{stage}"); break;
        }
    }

    private async Task Talk()
    {
        var channel = await Channel(2);
        if (channel is null || random.Next(4) == 0) channel = null;
        var who = random.Next(sessions.Count);
        await sessions[who].Send(JoinVoice, new { guild_id = world.Guild, channel_id = channel, self_mute = random.Next(2) == 0, self_deaf = false });
        await sessions[who].Settle();
        deeds.Tell($"watcher {who} goes to voice channel {channel ?? "nowhere"}");
        if (channel is not null && random.Next(3) == 0)
            await deeds.Do(world.Owner, HttpMethod.Patch, $"{Guild}/members/{world.Member.Id}", new { mute = random.Next(2) == 0 });
    }

    private async Task<string?> Channel(int type)
    {
        var all = (await world.Owner.Get($"{Guild}/channels")).Ok().Json.EnumerateArray().Where(channel => channel.GetProperty("type").GetInt32() == type).ToArray();
        return all.Length == 0 ? null : all[random.Next(all.Length)].GetProperty("id").GetString();
    }

    private async Task<string> Any(string what) => PickOf((await world.Owner.Get($"{Guild}/{what}")).Ok().Json, "id");

    private string PickOf(JsonElement list, string key) =>
        list.GetArrayLength() == 0 ? "1" : list[random.Next(list.GetArrayLength())].GetProperty(key).GetString()!;
}
