// The frame of the page behind a link: whose form it is and the language above, the product below.

import { Button } from "antd";
import { Globe } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Locale } from "@/api";
import { setPreferences, usePreferences } from "@/app/preferences";
import { BrandMark } from "@/ui";
import css from "./fill.module.css";

const LANGUAGES: Record<Locale, string> = { "zh-CN": "中文", en: "English" };

export function Frame({ company, children }: { company: string | undefined; children: ReactNode }) {
  const { t } = useTranslation("links");
  const { locale } = usePreferences();
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return (
    <div className={css.page}>
      <header className={css.head}>
        <BrandMark />
        <b className="ellipsis">{company ?? t("product")}</b>
        <Button type="text" lang={other} className={css.language} onClick={() => setPreferences({ locale: other })}>
          <Globe size={14} aria-hidden />
          {LANGUAGES[other]}
        </Button>
      </header>
      <main className={css.main}>{children}</main>
      <footer className={css.foot}>{t("madeWith")}</footer>
    </div>
  );
}
