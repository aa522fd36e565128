// One record on white paper, whatever the theme: its title, its values, when and by whom it was printed.

import { useQuery } from "@tanstack/react-query";
import { Button, ConfigProvider } from "antd";
import { Printer } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useMe } from "@/app/me";
import { themeConfig } from "@/app/theme";
import { ownProperties } from "@/app/tokens";
import { FormView, NarrowContext, textOf } from "@/form";
import { ErrorState, fullDateTime, ListSkeleton } from "@/ui";
import { recordQuery } from "./queries";
import { senderName } from "./sender";
import css from "./records.module.css";

/** Paper is light, whatever the theme of the page. */
const PAPER = { ...themeConfig(false), inherit: false };

export default function PrintRecordPage() {
  const { t, i18n } = useTranslation("records");
  const { recordId = "" } = useParams();
  const me = useMe();
  const record = useQuery(recordQuery(recordId));
  const title = record.data?.title;
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  if (record.error) return <ErrorState error={record.error} onRetry={() => void record.refetch()} wayOn={{ to: "/forms", label: t("toForms") }} />;
  if (!record.data) return <ListSkeleton rows={12} />;
  const { schema, rights, data, refs, createdAt } = record.data;
  return (
    <ConfigProvider theme={PAPER}>
      <main className={css.print} style={ownProperties(false)}>
        <div className={css.printTools}>
          <Button type="primary" icon={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
            {t("print")}
          </Button>
        </div>
        <header className={css.printHead}>
          <span>{me.tenant.name}</span>
          <h1>{textOf(schema.name, i18n.language)}</h1>
          <p>
            {title} · {senderName(record.data)} · {fullDateTime(createdAt)}
          </p>
        </header>
        <NarrowContext.Provider value={false}>
          <FormView schema={schema} rights={rights} value={data} refs={refs} />
        </NarrowContext.Provider>
        <footer className={css.printFoot}>
          {t("printedBy", { name: me.user.name, time: fullDateTime(new Date().toISOString()) })}
        </footer>
      </main>
    </ConfigProvider>
  );
}
