// Texts by namespace: one per feature, and `app`, `ui`, `form`, `list`, `approval`, `exchange`, `account`, `palette`, `preview`. Each is loaded when a page first asks for it.
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale, LocalizedText } from "@/api";

const files = import.meta.glob<Record<string, unknown>>(
  ["/src/{app,ui,form,list,approval,exchange,account,palette,preview}/locales/*.json", "/src/features/*/locales/*.json"],
  { import: "default" },
);

/** `/src/features/approvals/locales/en.json` → `en/approvals`. */
const loaders = new Map(
  Object.entries(files).map(([path, load]) => {
    const parts = path.split("/");
    const language = parts.at(-1)?.replace(".json", "");
    return [`${language}/${parts.at(-3)}`, load] as const;
  }),
);

const lazyFiles: BackendModule = {
  type: "backend",
  init() {},
  read(language, namespace, done) {
    const load = loaders.get(`${language}/${namespace}`);
    if (!load) return done(new Error(`no texts for ${language}/${namespace}`), null);
    load().then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, null),
    );
  },
};

export async function startI18n(locale: Locale) {
  await i18next
    .use(lazyFiles)
    .use(initReactI18next)
    .init({
      lng: locale,
      supportedLngs: ["zh-CN", "en"],
      fallbackLng: false,
      load: "currentOnly",
      ns: ["app", "ui"],
      defaultNS: "app",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

export function changeLanguage(locale: Locale) {
  return i18next.changeLanguage(locale);
}

/** A label in the reader's language; the other one where it has none; "" where it has neither. */
export function pickText(text: LocalizedText | null | undefined, language: string = i18next.language): string {
  const first = language === "en" ? text?.en : text?.["zh-CN"];
  const second = language === "en" ? text?.["zh-CN"] : text?.en;
  return first?.trim() ? first : (second ?? "");
}
