// The frame of the platform's pages: whose they are, the two lists, the way out.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { LogOut, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { setPreferences, usePreferences } from "@/app/preferences";
import { api } from "@/api";
import { BrandMark, PageHeader, TextTabs, useProblemToast } from "@/ui";
import { Companies } from "./Companies";
import { Events } from "./Events";
import { FactorSheet } from "./FactorSheet";
import css from "./platform.module.css";
import { type Admin, ADMIN_KEY } from "./queries";

const TABS = ["companies", "events"] as const;

export function House({ admin }: { admin: Admin }) {
  const { t } = useTranslation("platform");
  const client = useQueryClient();
  const toast = useProblemToast();
  const { locale } = usePreferences();
  const { list } = useParams();
  const [factor, setFactor] = useState(false);
  const tab = TABS.find((one) => one === list);
  const other = locale === "en" ? "zh-CN" : "en";
  const leave = useMutation({
    mutationFn: () => api.POST("/platform/logout"),
    // Asking again finds the door; then nothing of what was shown stays for whoever comes next.
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ADMIN_KEY });
      client.removeQueries({ queryKey: [ADMIN_KEY[0]], predicate: ({ queryKey }) => queryKey[1] !== ADMIN_KEY[1] });
    },
    onError: toast,
  });
  if (!tab) return <Navigate to="/platform/companies" replace />;
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <BrandMark />
        <b className={css.product}>{t("title")}</b>
        <span className={`${css.hint} ${css.end} ellipsis`}>{admin.name}</span>
        <Button type="text" lang={other} onClick={() => setPreferences({ locale: other })}>
          {other === "en" ? "English" : "中文"}
        </Button>
        <Button type="text" icon={<ShieldCheck size={16} aria-hidden />} aria-label={t("factor.name")} onClick={() => setFactor(true)}>
          <span className={css.wide}>{t("factor.name")}</span>
        </Button>
        <Button type="text" icon={<LogOut size={16} aria-hidden />} aria-label={t("leave")} loading={leave.isPending} onClick={() => leave.mutate()}>
          <span className={css.wide}>{t("leave")}</span>
        </Button>
      </header>
      <main className={css.main}>
        <PageHeader title={t(`${tab}.title`)} sub={t(`${tab}.sub`)} />
        <TextTabs label={t("title")} tabs={TABS.map((one) => ({ to: `/platform/${one}`, label: t(`${one}.title`) }))} />
        {tab === "events" ? <Events /> : <Companies />}
      </main>
      {factor && <FactorSheet admin={admin} onClose={() => setFactor(false)} />}
    </div>
  );
}
