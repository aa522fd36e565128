/** The words that new nodes start with. Both languages at once, because a definition carries both. */
import en from "./locales/en.json";
import zh from "./locales/zh-CN.json";
import type { NodeKind, Text } from "./model/definition";
import { type Making, type Words, randomSuffix } from "./model/edit";

type Word = keyof typeof zh.words;

function both(word: Word, fill: (text: string, locale: "zh-CN" | "en") => string = (text) => text): Text {
  return { "zh-CN": fill(zh.words[word], "zh-CN"), en: fill(en.words[word], "en") };
}

const KINDS: NodeKind[] = ["start", "approve", "handle", "carbonCopy", "notify", "condition", "parallel", "join", "end"];

export const words: Words = {
  node: Object.fromEntries(KINDS.map((kind) => [kind, both(kind)])) as Words["node"],
  branch: (number) => both("branch", (text) => text.replace("{number}", String(number))),
  otherwise: both("otherwise"),
  notifySubject: both("notifySubject"),
  notifyBody: both("notifyBody"),
  copyOf: (name) => {
    const named = both("copyOf", (text, locale) => (name[locale]?.trim() ? text.replace("{name}", name[locale] ?? "") : ""));
    return Object.fromEntries(Object.entries(named).filter(([, text]) => text)) as Text;
  },
};

export const making: Making = { suffix: randomSuffix, words };
