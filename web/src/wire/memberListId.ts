// The name of the member list beside a channel: channels that the same members may view share one, and everybody works it out alike.
import { Permission, has } from "./permissions";
import type { Channel, Role } from "./types";

export function memberListId(channel: Channel, everyone: Role | undefined): string {
  const overwrites = channel.permission_overwrites ?? [];
  const words: string[] = [];
  let isOpen = has(BigInt(everyone?.permissions ?? "0"), Permission.viewChannel);
  for (const { id, allow, deny } of overwrites) {
    if (has(BigInt(allow), Permission.viewChannel)) words.push(`allow:${id}`);
    else if (has(BigInt(deny), Permission.viewChannel)) words.push(`deny:${id}`);
    isOpen &&= !has(BigInt(deny), Permission.viewChannel);
  }
  return isOpen ? "everyone" : String(murmur3(words.sort().join(",")));
}

/** MurmurHash3 for x86, 32 bits, of ASCII text. */
export function murmur3(text: string): number {
  let hash = 0;
  const whole = text.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    hash ^= mixed(byte(text, at) | (byte(text, at + 1) << 8) | (byte(text, at + 2) << 16) | (byte(text, at + 3) << 24));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = text.length - 1; at >= whole; at--) tail = (tail << 8) | byte(text, at);
  if (text.length > whole) hash ^= mixed(tail);
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const byte = (text: string, at: number) => text.charCodeAt(at) & 0xff;

function mixed(block: number): number {
  const turned = Math.imul(block, 0xcc9e2d51);
  return Math.imul((turned << 15) | (turned >>> 17), 0x1b873593);
}
