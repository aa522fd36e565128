// Signing in: who you are, then a new password where the first one must be replaced.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Globe } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { serverInfoQuery } from "@/app/me";
import { setPreferences, usePreferences } from "@/app/preferences";
import { queryClient } from "@/app/query";
import type { Locale } from "@/api";
import { BrandMark } from "@/ui";
import { Hero } from "./Hero";
import { SignInForm } from "./SignInForm";
import css from "./SignInPage.module.css";

const NewPasswordForm = lazy(() => import("./NewPasswordForm"));

const LANGUAGES: Record<Locale, string> = { "zh-CN": "中文", en: "English" };

export default function SignInPage() {
  const { t } = useTranslation("session");
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { locale } = usePreferences();
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  // Signed in already, but with a first password that was not replaced yet.
  const due = params.get("password") === "due";
  const info = useQuery(serverInfoQuery);
  const [firstPassword, setFirstPassword] = useState<string>();

  const enter = () => {
    queryClient.clear();
    void navigate(ownPath(params.get("next")), { replace: true });
  };

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
        <main className={css.main}>
          {firstPassword === undefined && !due ? (
            <SignInForm info={info.data} onSignedIn={enter} onMustChange={setFirstPassword} />
          ) : (
            <Suspense fallback={null}>
              <NewPasswordForm current={firstPassword} onDone={enter} />
            </Suspense>
          )}
        </main>
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

/** Only a path of this site: a link must not lead elsewhere after signing in. */
function ownPath(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") ? next : "/";
}
