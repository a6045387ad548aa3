// Whether a request comes from the server, and from now: the server signs the timestamp together with the body.
import { createPublicKey, verify } from 'node:crypto';

/** Requests that are older are refused: whoever has recorded one cannot use it later. */
export const MAX_AGE_SECONDS = 60;

// What stands before the 32 bytes of an Ed25519 public key in the form that node reads.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The application's public key, from the 64 hex digits that its page shows. */
export function publicKey(hex) {
  if (!/^[0-9a-f]{64}$/i.test(hex ?? '')) throw new Error('PUBLIC_KEY must be the 64 hex digits of the application\'s public key');
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}

/** True when the headers sign this body, and did so a moment ago. */
export function isGenuine(key, headers, body, now = Date.now()) {
  const signature = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (!/^[0-9a-f]{128}$/i.test(signature ?? '') || !/^\d{1,12}$/.test(timestamp ?? '')) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > MAX_AGE_SECONDS) return false;
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
}
