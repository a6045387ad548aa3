import { scheduledEvents } from './scheduledEvents.mjs';
import { stickers } from './stickers.mjs';
import { voice } from './voice.mjs';

/** Where people come together: events, stickers, voice and sounds. */
export async function gatherings(world) {
  for (const part of [scheduledEvents, stickers, voice]) await part(world);
}
