import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "..");

type Texts = Map<string, string>;

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function flatten(value: unknown, prefix = ""): [string, string][] {
  if (typeof value === "string") return [[prefix, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key));
}

function texts(file: string): Texts {
  return new Map(flatten(JSON.parse(readFileSync(file, "utf8"))));
}

const files = walk(SRC);
const folders = files.filter((file) => file.endsWith("locales/zh-CN.json")).map((file) => file.slice(0, -"/zh-CN.json".length));
/** `approvals` → its texts; the name is the folder above `locales`. */
const namespaces = new Map(folders.map((folder) => [folder.split("/").at(-2) ?? "", texts(join(folder, "zh-CN.json"))]));

/** Plural forms differ by language: compare and look up without the suffix. */
const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const places = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();

function namespaceOfFile(file: string): string | undefined {
  const [top, second] = relative(SRC, file).split("/");
  return top === "features" ? second : top;
}

describe.each(folders.map((folder) => [relative(SRC, folder), folder] as const))("%s", (_, folder) => {
  const zh = texts(join(folder, "zh-CN.json"));
  const en = texts(join(folder, "en.json"));

  it("has the same keys in both languages", () => {
    const keys = (map: Texts) => [...new Set([...map.keys()].map(bare))].sort();
    expect(keys(en)).toEqual(keys(zh));
  });

  it("has text for every key, with the same places", () => {
    for (const map of [zh, en]) for (const [key, text] of map) expect(text.trim(), key).not.toBe("");
    for (const [key, text] of zh) {
      const other = en.get(key) ?? en.get(`${bare(key)}_other`);
      expect(places(other ?? ""), key).toEqual(places(text));
    }
  });
});

describe("keys in the source", () => {
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));

  it.each(sources.map((file) => [relative(SRC, file), file] as const))("%s", (_, file) => {
    const source = readFileSync(file, "utf8");
    const own = /useTranslation\(\[?"([\w-]+)"/.exec(source)?.[1] ?? namespaceOfFile(file) ?? "";
    const missing: string[] = [];
    for (const match of source.matchAll(/\bt\(\s*(["`])([^"`]+)\1/g)) {
      const [namespace, key] = split(match[2] ?? "", own);
      const known = namespaces.get(namespace);
      // A computed key is checked up to its first `${`.
      const literal = key.split("${")[0] ?? "";
      const dynamic = literal !== key;
      const found = [...(known?.keys() ?? [])].some((name) => (dynamic ? name.startsWith(literal) : bare(name) === key || name === key));
      if (!found) missing.push(`${namespace}:${key}`);
    }
    expect(missing).toEqual([]);
  });

  function split(text: string, own: string): [string, string] {
    const colon = text.indexOf(":");
    return colon > 0 ? [text.slice(0, colon), text.slice(colon + 1)] : [own, text];
  }
});
