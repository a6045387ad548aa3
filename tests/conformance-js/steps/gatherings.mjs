import { scheduledEvents } from './scheduledEvents.mjs';

/** Where people come together: events, stickers, voice, sounds and polls. */
export async function gatherings(world) {
  for (const part of [scheduledEvents]) await part(world);
}
