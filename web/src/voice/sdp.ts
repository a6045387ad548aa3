// The few words that browsers take from the description alone: stereo, bitrate and silence of Opus.

/** `plain` sends each frame once, even where repeating it (RED) was agreed. */
export interface OpusWish { stereo: boolean; maxBitrate: number | null; dtx: boolean; plain: boolean }

/** Speech at the bitrate of its channel; silence costs next to nothing. */
export const speechAt = (bitrate: number): OpusWish => ({ stereo: false, maxBitrate: Math.min(128_000, Math.max(8_000, bitrate)), dtx: true, plain: false });
export const music: OpusWish = { stereo: true, maxBitrate: 256_000, dtx: false, plain: true };
export const screenSound: OpusWish = { stereo: true, maxBitrate: 128_000, dtx: true, plain: true };

/** Our offer, saying that sections which receive take stereo: without it a browser folds music into one channel. */
export function tuneOffer(sdp: string): string {
  return eachSection(sdp, (section) => section.startsWith("m=audio") && /^a=recvonly\r?$/mu.test(section)
    ? setOpus(section, { stereo: "1", "sprop-stereo": "0" }) : section);
}

/** The server's answer, with what this sender wants for its own sections: a browser obeys the parameters it finds there. */
export function tuneAnswer(sdp: string, wishes: ReadonlyMap<string, OpusWish>): string {
  return eachSection(sdp, (section) => {
    const wish = wishes.get(midOf(section));
    if (!wish || !section.startsWith("m=audio")) return section;
    return setOpus(wish.plain ? opusFirst(section) : section, {
      minptime: "10", useinbandfec: "1", usedtx: wish.dtx ? "1" : "0", stereo: wish.stereo ? "1" : "0",
      ...(wish.maxBitrate ? { maxaveragebitrate: String(wish.maxBitrate) } : {}),
    });
  });
}

export const midOf = (section: string): string => /^a=mid:(\S+)/mu.exec(section)?.[1] ?? "";

function eachSection(sdp: string, change: (section: string) => string): string {
  return sdp.split(/^(?=m=)/mu).map(change).join("");
}

/** The first codec of an answer is the one that is sent. */
function opusFirst(section: string): string {
  const payload = opusOf(section);
  return section.replace(/^(m=audio \S+ \S+)((?: \d+)+)/u, (whole, start: string, types: string) => {
    const others = types.trim().split(" ").filter((type) => type !== payload);
    return payload ? [start, payload, ...others].join(" ") : whole;
  });
}

const opusOf = (section: string) => /^a=rtpmap:(\d+) opus\/48000/imu.exec(section)?.[1];

/** Sets parameters of Opus in one section, keeping the others. */
function setOpus(section: string, parameters: Record<string, string>): string {
  const payload = opusOf(section);
  if (!payload) return section;
  const line = new RegExp(`^a=fmtp:${payload} (.*?)(\\r?)$`, "mu");
  const found = line.exec(section);
  const known = Object.fromEntries((found?.[1] ?? "").split(";").map((pair) => pair.trim().split("=")).filter((pair) => pair.length === 2)) as Record<string, string>;
  const text = Object.entries({ ...known, ...parameters }).map(([key, value]) => `${key}=${value}`).join(";");
  return found
    ? section.replace(line, `a=fmtp:${payload} ${text}$2`)
    : section.replace(new RegExp(`^(a=rtpmap:${payload} .*?)(\\r?)$`, "mu"), `$1$2\na=fmtp:${payload} ${text}$2`);
}
