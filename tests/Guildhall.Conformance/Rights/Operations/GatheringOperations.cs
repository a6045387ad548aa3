using Guildhall.Conformance.Soundboard;
using Guildhall.Conformance.Stickers;
using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Stickers, sounds, stages, voice states and polls of the owner; nobody is in voice.</summary>
internal static class GatheringOperations
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/stickers"),
        new("POST /guilds/{guild_id}/stickers", async world =>
        {
            await NoStickers(world);
            return StickerTests.Upload("dot", Pixel);
        }),
        With("GET /guilds/{guild_id}/stickers/{sticker_id}", Sticker),
        new("PATCH /guilds/{guild_id}/stickers/{sticker_id}", async world =>
        {
            await Sticker(world);
            return new { name = "point" };
        }),
        With("DELETE /guilds/{guild_id}/stickers/{sticker_id}", Sticker),
        Plain("GET /guilds/{guild_id}/soundboard-sounds"),
        new("POST /guilds/{guild_id}/soundboard-sounds", async world =>
        {
            await NoSounds(world);
            return new { name = "beep", sound = SoundTests.Mp3(3) };
        }),
        With("GET /guilds/{guild_id}/soundboard-sounds/{sound_id}", Sound),
        new("PATCH /guilds/{guild_id}/soundboard-sounds/{sound_id}", async world =>
        {
            await Sound(world);
            return new { name = "boop" };
        }),
        With("DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}", Sound),
        Plain("POST /channels/{channel_id}/send-soundboard-sound", new { sound_id = "1" }),
        Plain("POST /channels/{channel_id}/voice-channel-effects", new { emoji_name = "🎉" }),
        Plain("GET /guilds/{guild_id}/voice-states/@me"),
        Plain("PATCH /guilds/{guild_id}/voice-states/@me", new { suppress = true }),
        With("GET /guilds/{guild_id}/voice-states/{user_id}", Owner),
        new("PATCH /guilds/{guild_id}/voice-states/{user_id}", async world =>
        {
            await Owner(world);
            return new { suppress = true };
        }),
        With("GET /stage-instances/{channel_id}", Stage),
        new("PATCH /stage-instances/{channel_id}", async world =>
        {
            await Stage(world);
            return new { topic = "Pumps" };
        }),
        With("DELETE /stage-instances/{channel_id}", Stage),
        new("PUT /channels/{channel_id}/polls/{message_id}/answers/@me", async world =>
        {
            await Poll(world);
            return new { answer_ids = new[] { 1 } };
        }),
        With("GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}", Poll),
        With("POST /channels/{channel_id}/polls/{message_id}/expire", Poll),
    ];

    private static async Task Poll(MatrixWorld world)
    {
        var poll = new { question = new { text = "What next?" }, answers = new[] { new { poll_media = new { text = "Engines" } } } };
        world["message_id"] = (await world.Must(HttpMethod.Post, $"/channels/{world.Channel}/messages", new { poll })).Id;
        world["answer_id"] = "1";
    }

    private static Task Owner(MatrixWorld world)
    {
        world["user_id"] = world.Owner.Id;
        return Task.CompletedTask;
    }

    private static async Task Stage(MatrixWorld world)
    {
        world["channel_id"] = (await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/channels", new { name = "Stage", type = 13 })).Id;
        await world.Must(HttpMethod.Post, "/stage-instances", new { channel_id = world["channel_id"], topic = "Engines" });
    }

    private static async Task Sticker(MatrixWorld world)
    {
        await NoStickers(world);
        world["sticker_id"] = (await world.Owner.Send(HttpMethod.Post, $"/guilds/{world.Guild}/stickers", StickerTests.Upload("dot", Pixel))).Ok().Id;
    }

    private static async Task NoStickers(MatrixWorld world)
    {
        foreach (var old in (await world.Owner.Get($"/guilds/{world.Guild}/stickers")).Ok().Json.EnumerateArray())
            await world.Must(HttpMethod.Delete, $"/guilds/{world.Guild}/stickers/{old.GetProperty("id").GetString()}");
    }

    private static async Task Sound(MatrixWorld world)
    {
        await NoSounds(world);
        var made = await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/soundboard-sounds", new { name = "beep", sound = SoundTests.Mp3(3) });
        world["sound_id"] = made["sound_id"].GetString()!;
    }

    private static async Task NoSounds(MatrixWorld world)
    {
        foreach (var old in (await world.Owner.Get($"/guilds/{world.Guild}/soundboard-sounds")).Ok()["items"].EnumerateArray())
            await world.Must(HttpMethod.Delete, $"/guilds/{world.Guild}/soundboard-sounds/{old.GetProperty("sound_id").GetString()}");
    }
}
