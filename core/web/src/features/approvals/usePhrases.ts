// Opinions that are written often: a few to begin with, then the person's own latest.
import { useState } from "react";
import { useTranslation } from "react-i18next";

const STORAGE_KEY = "weir.phrases";
const KEPT = 6;

export interface Phrases {
  approve: string[];
  reject: string[];
  remember: (text: string) => void;
}

export function usePhrases(): Phrases {
  const { t } = useTranslation("approvals");
  const [own, setOwn] = useState(read);
  const approve = [t("phrases.agree"), t("phrases.proceed")];
  const reject = [t("phrases.complete"), t("phrases.basis")];
  const given = [...approve, ...reject];
  return {
    approve: [...own, ...approve],
    reject: [...own, ...reject],
    remember: (text) => {
      const phrase = text.trim();
      if (!phrase || phrase.length > 40 || given.includes(phrase)) return;
      const next = [phrase, ...own.filter((other) => other !== phrase)].slice(0, KEPT);
      setOwn(next);
      try {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
      } catch {
        // Kept for this page only.
      }
    },
  };
}

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((item): item is string => typeof item === "string") : [];
  } catch {
    return [];
  }
}
