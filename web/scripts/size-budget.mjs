// Fails the build when what a first visit must load, compressed, grows past the budget.
// Counted: the entry, everything it imports statically, and their style sheets; fonts are listed apart.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const budgetKiB = 250;
const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

const files = new Set(["index.html"]);
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) visit(next);
};
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);

const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;
let total = 0;
for (const file of files) {
  const kib = size(file);
  total += kib;
  console.log(`${kib.toFixed(1).padStart(8)} KiB  ${file}`);
}
const lazy = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".js") && !files.has(`assets/${name}`));
console.log(`${total.toFixed(1).padStart(8)} KiB  first load, gzip (budget ${budgetKiB} KiB); ${lazy.length} chunks load later`);
if (total > budgetKiB) {
  console.error("The first load is over its budget.");
  process.exit(1);
}
