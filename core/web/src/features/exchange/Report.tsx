// What is wrong with the file, row by row and a page at a time, and all of it as a file.

import { useQuery } from "@tanstack/react-query";
import { Button, Table, type TableColumnsType } from "antd";
import { ChevronLeft, ChevronRight, FileDown } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState, groupDigits, IconButton, ListSkeleton, useIsPhone } from "@/ui";
import css from "./exchange.module.css";
import { type Import, type ImportIssue, ISSUE_ROWS, ISSUES_KEPT, issuesFileUrl, issuesQuery } from "./queries";

interface Line extends ImportIssue {
  place: number;
  /** Another finding of the row above. */
  again: boolean;
}

/** `title` says what the findings are. */
export function Report({ found, title }: { found: Import; title: string }) {
  const { t } = useTranslation("exchange");
  const phone = useIsPhone();
  // The cursors of the pages up to this one.
  const [cursors, setCursors] = useState([""]);
  const top = useRef<HTMLElement>(null);
  const turn = (next: string[]) => {
    setCursors(next);
    top.current?.scrollIntoView({ block: "start" });
  };
  const issues = useQuery(issuesQuery(found.id, found.taskId, cursors.at(-1) ?? ""));
  if (found.counts.findings === 0) return null;
  if (issues.isError && !issues.data) return <ErrorState error={issues.error} onRetry={() => void issues.refetch()} />;

  const before = (cursors.length - 1) * ISSUE_ROWS;
  const items = issues.data?.items ?? [];
  const lines: Line[] = items.map((issue, at) => ({ ...issue, place: before + at, again: items[at - 1]?.row === issue.row }));
  const kept = Math.min(found.counts.findings, ISSUES_KEPT);
  const n = (count: number) => groupDigits(String(count));
  const columns: TableColumnsType<Line> = phone
    ? [
        {
          title: t("report.issue"),
          render: (_, line) => (
            <>
              <span className={css.hint}>
                {[t("report.rowN", { n: line.row }), line.column, line.refused && t("report.cellIs", { text: line.refused })].filter(Boolean).join(" · ")}
              </span>
              <br />
              {line.message}
            </>
          ),
        },
      ]
    : [
        { title: t("report.row"), width: 72, align: "right", render: (_, line) => (line.again ? null : line.row) },
        { title: t("report.column"), width: 180, ellipsis: true, dataIndex: "column" },
        { title: t("report.cell"), width: 200, ellipsis: true, dataIndex: "refused" },
        { title: t("report.issue"), dataIndex: "message" },
      ];
  return (
    <section ref={top} className={css.section} aria-labelledby="report">
      <div className={css.sectionHead}>
        <h2 id="report">{title}</h2>
        <Button size="small" type="text" className={css.end ?? ""} icon={<FileDown size={16} aria-hidden />} href={issuesFileUrl(found.id)} download>
          {t("report.download")}
        </Button>
      </div>
      {found.counts.findings > ISSUES_KEPT && <p className={css.hint}>{t("report.capped", { kept: n(ISSUES_KEPT), all: n(found.counts.findings) })}</p>}
      {issues.data ? (
        <Table<Line>
          className={css.report ?? ""}
          size="small"
          rowKey="place"
          aria-label={title}
          columns={columns}
          showHeader={!phone}
          dataSource={lines}
          pagination={false}
          loading={issues.isPlaceholderData}
          rowClassName={(line) => (line.again ? (css.again ?? "") : "")}
        />
      ) : (
        <ListSkeleton rows={6} />
      )}
      {kept > ISSUE_ROWS && (
        <div className={css.pager} role="group" aria-label={t("report.pages")}>
          <span className={css.hint}>{t("report.place", { from: n(before + 1), to: n(before + items.length), all: n(kept) })}</span>
          <IconButton icon={ChevronLeft} label={t("report.previous")} disabled={cursors.length === 1} onClick={() => turn(cursors.slice(0, -1))} />
          <IconButton
            icon={ChevronRight}
            label={t("report.next")}
            disabled={!issues.data?.next || issues.isPlaceholderData}
            onClick={() => issues.data?.next && turn([...cursors, issues.data.next])}
          />
        </div>
      )}
    </section>
  );
}
