// Writes a .br and a .gz beside every file of a folder that gains from it, for the server to send as they are.
import { readdirSync, readFileSync, writeFileSync, utimesSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = /\.(js|mjs|css|html|svg|json|webmanifest|txt|wasm)$/;
const smallestBytes = 1024;

for (const entry of readdirSync(process.argv[2], { recursive: true })) {
  const path = join(process.argv[2], entry);
  if (!compressible.test(path) || statSync(path).size < smallestBytes) continue;
  const plain = readFileSync(path);
  const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  for (const [extension, bytes] of [['.br', brotliCompressSync(plain, options)], ['.gz', gzipSync(plain, { level: 9 })]]) {
    if (bytes.length >= plain.length) continue;
    writeFileSync(path + extension, bytes);
    const { atime, mtime } = statSync(path);
    utimesSync(path + extension, atime, mtime);
  }
}
