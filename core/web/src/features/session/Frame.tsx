// The frame of the pages before the app: the product and the language above, the server's state below, the picture
// beside.
import { Button } from "antd";
import { Globe } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UseQueryResult } from "@tanstack/react-query";
import { setPreferences, usePreferences } from "@/app/preferences";
import type { Locale, Schemas } from "@/api";
import { BrandMark } from "@/ui";
import { Hero } from "./Hero";
import css from "./SignInPage.module.css";

const LANGUAGES: Record<Locale, string> = { "zh-CN": "中文", en: "English" };

export function Frame({ info, children }: { info: UseQueryResult<Schemas["ServerInfo"]>; children: ReactNode }) {
  const { t } = useTranslation("session");
  const { locale } = usePreferences();
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return (
    <div className={css.page}>
      <div className={css.left}>
        <header className={css.head}>
          <BrandMark />
          <b>{t("product")}</b>
          <Button type="text" lang={other} className={css.language} onClick={() => setPreferences({ locale: other })}>
            <Globe size={14} aria-hidden />
            {LANGUAGES[other]}
          </Button>
        </header>
        <main className={css.main}>{children}</main>
        <footer className={css.foot}>
          <span>
            {t("product")} {info.data?.version}
          </span>
          <span aria-hidden>·</span>
          <span>{t("kept")}</span>
          <span className={css.health} role="status">
            {info.isSuccess ? t("healthy") : info.isError ? t("unreachable") : ""}
          </span>
        </footer>
      </div>
      <Hero />
    </div>
  );
}
