// The words on the screens, read from the same files as the application reads: `t("approvals:approve")`.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import i18next from "i18next";

export const LOCALES = ["zh-CN", "en"];
const SOURCE = fileURLToPath(new URL("../../../src", import.meta.url));

function texts(locale) {
  const features = readdirSync(`${SOURCE}/features`).map((name) => `features/${name}`);
  const found = {};
  for (const folder of ["app", "ui", "form", "list", "approval", "exchange", "account", "palette", "preview", ...features]) {
    try {
      found[folder.split("/").at(-1)] = JSON.parse(readFileSync(`${SOURCE}/${folder}/locales/${locale}.json`, "utf8"));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return found;
}

const words = i18next.createInstance();
await words.init({
  fallbackLng: false,
  supportedLngs: LOCALES,
  load: "currentOnly",
  interpolation: { escapeValue: false },
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, texts(locale)])),
});

/** The words of one language. A key without a text is a mistake in the test. */
export function wordsOf(locale) {
  const t = words.getFixedT(locale);
  return (key, values) => {
    const text = t(key, values);
    if (text === key.split(":").at(-1)) throw new Error(`no text for ${key} in ${locale}`);
    return text;
  };
}

/** The sentences that the server writes, by code. */
export function serverWords(locale) {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../../../model/messages/${locale}.json`, import.meta.url)), "utf8"));
}

/** Picks a text of the demo company by language: `own(locale)("采购申请", "Purchase request")`. */
export const own = (locale) => (zh, en) => (locale === "en" ? en : zh);

/** A name that begins with this text: labels may be followed by a unit or a mark. */
export const beginning = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
