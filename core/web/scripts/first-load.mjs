// What a browser fetches before somebody can sign in, and before the workbench shows: the entry and those pages with
// everything they import statically, and the texts of one language. Fails above the budget.
import { existsSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 300;
const DOORS = {
  "sign-in": ["src/features/session/SignInPage.tsx", "src/features/session/locales/zh-CN.json"],
  workbench: [
    "src/app/shell/Shell.tsx",
    "src/features/workbench/WorkbenchPage.tsx",
    "src/features/workbench/locales/zh-CN.json",
    "src/approval/locales/zh-CN.json",
  ],
};
const ALWAYS = ["index.html", "src/app/locales/zh-CN.json", "src/ui/locales/zh-CN.json"];

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function filesOf(keys) {
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  for (const key of keys) {
    if (!manifest[key]) throw new Error(`${key} is not in the build`);
    visit(key);
  }
  return files;
}

/** Kilobytes on the way to the browser. */
function kilobytes(file) {
  const packed = new URL(`${file}.gz`, dist);
  return (existsSync(packed) ? statSync(packed).size : gzipSync(readFileSync(new URL(file, dist))).length) / 1000;
}

let over = false;
for (const [door, keys] of Object.entries(DOORS)) {
  const sizes = [...filesOf([...ALWAYS, ...keys])].map((file) => [file, kilobytes(file)]);
  sizes.sort((a, b) => b[1] - a[1]);
  const total = sizes.reduce((sum, [, kb]) => sum + kb, 0);
  over ||= total > BUDGET_KB;
  console.log(`${door}: ${total.toFixed(1)} kB gzip of ${BUDGET_KB}, ${sizes.length} files`);
  for (const [file, kb] of sizes.slice(0, 6)) console.log(`${kb.toFixed(1).padStart(8)} kB  ${file}`);
}
if (over) process.exit(1);
