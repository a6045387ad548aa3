// Erlang's external term format, as far as a client of the gateway needs it: written for these tests alone, from the format's
// description, so that it shares no mistake with the server.
const text = new TextEncoder();

export function encode(value) {
  return Buffer.concat([Buffer.from([131]), term(value)]);
}

function term(value) {
  if (value === null || value === undefined) return atom('nil');
  if (typeof value === 'boolean') return atom(String(value));
  if (typeof value === 'string') return binary(value);
  if (typeof value === 'bigint') return big(value);
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return value.length === 0 ? Buffer.from([106]) : Buffer.concat([head(108, value.length), ...value.map(term), Buffer.from([106])]);
  const entries = Object.entries(value);
  return Buffer.concat([head(116, entries.length), ...entries.flatMap(([name, entry]) => [binary(name), term(entry)])]);
}

function head(tag, count) {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(tag, 0);
  bytes.writeUInt32BE(count, 1);
  return bytes;
}

const atom = (name) => Buffer.concat([Buffer.from([115, name.length]), Buffer.from(name)]);
const binary = (string) => Buffer.concat([head(109, text.encode(string).length), Buffer.from(string)]);

function number(value) {
  if (Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31) return Buffer.from([98, ...new Uint8Array(Int32Array.of(value).buffer).reverse()]);
  return Buffer.from([70, ...new Uint8Array(Float64Array.of(value).buffer).reverse()]);
}

function big(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value < 0n ? -value : value);
  return Buffer.concat([Buffer.from([110, 8, value < 0n ? 1 : 0]), bytes]);
}

export function decode(bytes) {
  let at = 0;
  const take = (count) => bytes.subarray(at, (at += count));
  const byte = () => take(1)[0];
  const word = () => take(4).readUInt32BE();
  const read = () => {
    switch (byte()) {
      case 97: return byte();
      case 98: return take(4).readInt32BE();
      case 70: return take(8).readDoubleBE();
      case 106: return [];
      case 109: return take(word()).toString('utf8');
      case 110: {
        const [count, sign] = take(2);
        const magnitude = [...take(count)].reduceRight((sum, digit) => sum * 256n + BigInt(digit), 0n);
        const value = sign ? -magnitude : magnitude;
        return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      }
      case 115: return { nil: null, true: true, false: false }[take(byte()).toString()];
      case 108: {
        const list = Array.from({ length: word() }, read);
        if (byte() !== 106) throw new Error('a list without an end');
        return list;
      }
      case 116: return Object.fromEntries(Array.from({ length: word() }, () => [read(), read()]));
      default: throw new Error(`an unknown term ${bytes[at - 1]} at ${at - 1}`);
    }
  };
  if (byte() !== 131) throw new Error('not a term');
  const value = read();
  if (at !== bytes.length) throw new Error('something behind the term');
  return value;
}
