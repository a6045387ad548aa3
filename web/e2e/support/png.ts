// Draws small pictures for the tests and the demo: no picture files in the repository, no rights to ask for.
import { deflateSync } from "node:zlib";

type Rgb = readonly [number, number, number];

export function png(width: number, height: number, pixel: (x: number, y: number) => Rgb): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) raw.set(pixel(x / width, y / height).map((v) => Math.max(0, Math.min(255, Math.round(v)))), y * (width * 3 + 1) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", deflateSync(raw)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(data: Buffer): number {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];

/** A lakeside at dusk: sky, sun, three ridges, water. */
export function landscape(width: number, height: number): Buffer {
  const ridge = (x: number, base: number, size: number, phase: number) => base - size * (0.5 + 0.28 * Math.sin(x * 6.1 + phase) + 0.16 * Math.sin(x * 14.3 + phase * 2) + 0.05 * Math.sin(x * 39 + phase));
  const view = (x: number, y: number): Rgb => {
    const sun = Math.hypot((x - 0.68) * (width / height), y - 0.4);
    let color = mix([38, 74, 96], [246, 190, 132], Math.min(1, y / 0.62) ** 1.3);
    color = mix([255, 236, 196], color, Math.min(1, Math.max(0, (sun - 0.055) / 0.006)));
    color = mix([255, 214, 160], color, Math.min(1, 0.55 + sun * 1.1));
    if (y > ridge(x, 0.6, 0.2, 0.4)) color = [96, 112, 128];
    if (y > ridge(x, 0.64, 0.17, 2.1)) color = [58, 84, 98];
    if (y > ridge(x, 0.69, 0.15, 4.2)) color = [28, 52, 60];
    return color;
  };
  return png(width, height, (x, y) => {
    if (y < 0.66) return view(x, y);
    const wave = 0.006 * Math.sin(y * 180 + x * 9);
    return mix(view(Math.min(1, Math.max(0, x + wave)), 1.32 - y), [18, 46, 56], 0.34 + (y - 0.66) * 0.9);
  });
}

/** A picture of flat shapes, for icons and avatars. */
export function emblem(size: number, back: Rgb, front: Rgb, accent: Rgb): Buffer {
  return png(size, size, (x, y) => {
    const boat = y > 0.62 && y < 0.76 && Math.abs(x - 0.5) < 0.3 - (y - 0.62) * 0.9;
    const sail = x > 0.46 && x < 0.52 + (y - 0.2) * 0.62 && y > 0.2 && y < 0.58;
    const jib = x < 0.43 && x > 0.43 - (y - 0.28) * 0.5 && y > 0.28 && y < 0.58;
    const sea = y > 0.8 && y < 0.84 + 0.02 * Math.sin(x * 20);
    return boat ? accent : sail || jib ? front : sea ? front : mix(back, [back[0] * 0.7, back[1] * 0.7, back[2] * 0.7], y);
  });
}
