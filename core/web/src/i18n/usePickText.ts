// `pickText` that follows the language of the page.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@/api";
import { pickText } from ".";

export function usePickText(): (text: LocalizedText | null | undefined) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback((text) => pickText(text, language), [language]);
}
