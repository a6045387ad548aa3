import { scheduledEvents } from './scheduledEvents.mjs';
import { polls } from './polls.mjs';
import { stickers } from './stickers.mjs';
import { voice } from './voice.mjs';

/** Where people come together: events, stickers, voice, sounds and polls. */
export async function gatherings(world) {
  for (const part of [scheduledEvents, stickers, voice, polls]) await part(world);
}
