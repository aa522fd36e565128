// One approval on A4: what was asked, every row, who decided what with which words and signature. Light whatever the
// theme; long tables break between rows and repeat their head.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { ArrowLeft, Printer } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { api, fileUrl, ok } from "@/api";
import { useMe } from "@/app/me";
import { FormView } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, ErrorState, fullDateTime, ListSkeleton } from "@/ui";
import { PaperTheme } from "./PaperTheme";
import { PrintedSteps } from "./PrintedSteps";
import css from "./print.module.css";

export default function PrintPage() {
  const { t } = useTranslation("print");
  const pick = usePickText();
  const { id = "" } = useParams();
  const { tenant } = useMe();
  const print = useQuery({
    queryKey: ["instancePrint", id],
    queryFn: () => ok(api.GET("/instances/{id}/print", { params: { path: { id } } })),
  });
  const document = print.data?.instance;
  useEffect(() => {
    // Browsers offer the title as the file's name.
    if (document) window.document.title = [pick(document.flowName), document.title, document.serial].filter(Boolean).join(" ");
  }, [document, pick]);

  if (print.isError) return <ErrorState error={print.error} onRetry={() => void print.refetch()} wayOn={{ to: "/approvals/todo", label: t("toApprovals") }} />;
  if (!document || !print.data) return <ListSkeleton rows={12} />;
  return (
    <PaperTheme>
      <div className={css.desk}>
        <nav className={css.tools} aria-label={t("tools")}>
          <ButtonLink to={`/approvals/started/${id}`} icon={<ArrowLeft size={16} aria-hidden />}>{t("back")}</ButtonLink>
          <Button type="primary" icon={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
            {t("print")}
          </Button>
        </nav>
        <main className={css.paper}>
          <header className={css.head}>
            {tenant.logo && <img src={fileUrl(tenant.logo, true)} alt="" />}
            <p>{print.data.tenantName}</p>
            <h1>{pick(document.flowName)}</h1>
            <p>{document.title}</p>
          </header>
          <dl className={css.facts}>
            <Fact label={t("serial")} value={document.serial} />
            <Fact label={t("initiator")} value={document.initiator.name} />
            <Fact label={t("department")} value={pick(document.department?.name)} />
            <Fact label={t("startedAt")} value={fullDateTime(document.startedAt)} />
            <Fact label={t("status")} value={t(`state.${document.status}`)} />
            <Fact label={t("endedAt")} value={document.endedAt ? fullDateTime(document.endedAt) : undefined} />
          </dl>
          <section className={css.content}>
            <h2>{t("content")}</h2>
            <FormView schema={document.schema} rights={document.rights} value={document.data} state={document.state} refs={document.refs} />
          </section>
          <section>
            <h2>{t("opinions")}</h2>
            <PrintedSteps steps={document.steps} />
          </section>
          <footer className={css.foot}>
            <span>{t("printedBy", { name: print.data.printedBy.name, at: fullDateTime(print.data.printedAt) })}</span>
            <span>{t("versions", { form: document.formVersion, flow: document.version })}</span>
          </footer>
        </main>
      </div>
    </PaperTheme>
  );
}

function Fact({ label, value }: { label: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
