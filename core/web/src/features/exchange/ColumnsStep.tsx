// How the file is read: its encoding or sheet, which column fills which field, what happens with rows that are there
// already and with bad ones. Everything is saved as it is chosen.

import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useIsMutating } from "@tanstack/react-query";
import { isOpen, type Task } from "@/exchange/tasks";
import { usePickText } from "@/i18n/usePickText";
import { missing } from "./mapping";
import css from "./exchange.module.css";
import { MappingList } from "./MappingList";
import type { Import } from "./queries";
import { ReadingSection } from "./ReadingSection";
import { RowsSection } from "./RowsSection";
import { useImportChange } from "./useImportChange";
import { useImportTask } from "./useImportTask";

interface ColumnsStepProps {
  found: Import;
  last: Task | undefined;
  /** Whether the person may change what is there already. */
  mayUpdate: boolean;
  onStarted: () => void;
}

export function ColumnsStep({ found, last, mayUpdate, onStarted }: ColumnsStepProps) {
  const { t } = useTranslation("exchange");
  const pick = usePickText();
  const { mutate: change } = useImportChange(found.id);
  const start = useImportTask(found.id, onStarted);
  const saving = useIsMutating({ mutationKey: ["importChange", found.id] }) > 0;
  const lacking = missing(found.columns, found.fields);
  const mapped = found.columns.filter(({ field }) => field).length;
  const broken = found.state === "draft" && last && !isOpen(last) && last.state !== "done" ? last : undefined;
  return (
    <>
      {broken && <Alert type="warning" showIcon title={broken.problem?.message ?? t("check.cancelled")} />}
      <ReadingSection found={found} onChange={change} />
      <section className={css.section} aria-labelledby="mapping">
        <div className={css.sectionHead}>
          <h2 id="mapping">{t("mapping.title")}</h2>
          <span className={css.hint}>{t("mapping.facts", { mapped, left: found.columns.length - mapped })}</span>
        </div>
        {mapped === 0 && <Alert type="warning" showIcon title={t("mapping.none")} />}
        {mapped > 0 && lacking.length > 0 && (
          <Alert type="warning" showIcon title={t("mapping.missing", { fields: lacking.map(({ label, key }) => pick(label) || key).join(t("listSeparator")) })} />
        )}
        <MappingList found={found} onChange={change} />
      </section>
      <RowsSection found={found} mayUpdate={mayUpdate} onChange={change} />
      <div className={css.bar}>
        <span className={css.hint} role="status">
          {saving ? t("saving") : t("check.hint")}
        </span>
        <Button type="primary" disabled={mapped === 0 || saving || found.fields.length === 0} loading={start.isPending} onClick={() => start.mutate("check")}>
          {t("check.start")}
        </Button>
      </div>
    </>
  );
}
