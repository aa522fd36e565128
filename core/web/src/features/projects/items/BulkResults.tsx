// How a change went with each of the items, those that were refused first.
import { Button } from "antd";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Sheet, StatusTag } from "@/ui";
import bulkCss from "./bulk.module.css";
import css from "../projects.module.css";
import type { Outcome } from "./useBulk";

export function BulkResults({ outcomes, onClose }: { outcomes: Outcome[]; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const failed = outcomes.filter(({ result }) => !result?.ok);
  const done = outcomes.filter(({ result }) => result?.ok);
  const why = ({ result }: Outcome) => {
    const problem = result?.problem;
    if (!problem) return t("bulk.notTried");
    return problem.errors?.map((one) => one.message).join(" ") || problem.detail || problem.title;
  };
  return (
    <Sheet
      title={t("bulk.results", { ok: done.length, failed: failed.length })}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("close")}
        </Button>
      }
    >
      <p className={css.quiet}>{t("bulk.stillSelected")}</p>
      <ul className={bulkCss.results}>
        {[...failed, ...done].map((outcome) => (
          <li key={outcome.item.id}>
            <span className={bulkCss.resultLine}>
              <span className={css.key}>{outcome.item.key}</span>
              <span className="ellipsis">{outcome.item.title}</span>
              {outcome.result?.ok ? (
                <StatusTag tone="done" icon={CircleCheck} plain>
                  {t("bulk.ok")}
                </StatusTag>
              ) : (
                <StatusTag tone="failed" icon={CircleX} plain>
                  {t("bulk.failed")}
                </StatusTag>
              )}
            </span>
            {!outcome.result?.ok && <small>{why(outcome)}</small>}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
