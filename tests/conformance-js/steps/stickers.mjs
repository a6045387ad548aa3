import { Events, Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Stickers of the guild and those that come with the server. */
export async function stickers(world) {
  const { scenario, client, guild: house } = world;
  await scenario.step('a sticker is made, listed, changed and deleted', async () => {
    let seen = once(client, Events.GuildStickerCreate);
    const made = await house.stickers.create({ file: { attachment: PIXEL, name: 'dot.png' }, name: 'dot', tags: 'dot', description: 'a dot' });
    await seen;
    equal((await house.stickers.fetch()).size, 1, 'stickers');
    equal((await client.rest.get(Routes.guildSticker(house.id, made.id))).name, 'dot', 'name');
    equal((await client.rest.get(Routes.sticker(made.id))).guild_id, house.id, 'guild');
    seen = once(client, Events.GuildStickerUpdate);
    await house.stickers.edit(made.id, { name: 'point' });
    await seen;
    world.sticker = made;
  });
  await scenario.step("the server's own packs are listed", async () => {
    const packs = await client.fetchStickerPacks();
    check(packs.size > 0, 'a pack');
    await client.fetchStickerPacks({ packId: packs.first().id });
  });
  await scenario.step('the sticker goes', async () => {
    const seen = once(client, Events.GuildStickerDelete);
    await house.stickers.delete(world.sticker.id);
    await seen;
  });
}
