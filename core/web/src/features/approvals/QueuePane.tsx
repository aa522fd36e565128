// The list at the left: boxes, search, rows, and deciding several at once.
import { Button, Checkbox, Input } from "antd";
import { ListChecks, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCounts } from "@/app/me";
import { ButtonLink, EmptyState, ErrorState, KeyHint, ListSkeleton, LoadMore, TextTabs } from "@/ui";
import css from "./approvals.module.css";
import { BatchBar } from "./BatchBar";
import { BOXES, type Box, countOf, type Queue } from "./boxes";
import { QueueItem } from "./QueueItem";

interface QueuePaneProps {
  box: Box;
  queue: Queue;
  q: string;
  onSearch: (q: string) => void;
  current: string | undefined;
}

export function QueuePane({ box, queue, q, onSearch, current }: QueuePaneProps) {
  const { t } = useTranslation("approvals");
  const counts = useCounts();
  const [params, setParams] = useSearchParams();
  const batch = box === "todo" && params.has("batch");
  const [chosen, setChosen] = useState<string[]>([]);
  const batchable = queue.rows.filter((row) => row.batchable);
  // What somebody else decided meanwhile is no longer chosen.
  const selected = chosen.filter((id) => batchable.some((row) => row.id === id));

  const setBatch = (on: boolean) => {
    setChosen([]);
    setParams(
      (old) => {
        if (on) old.set("batch", "1");
        else old.delete("batch");
        return old;
      },
      { replace: true },
    );
  };
  const tabs = BOXES.map((name) => {
    const count = countOf(name, counts);
    return { to: `/approvals/${name}`, label: t(`box.${name}`), ...(count !== undefined && { count }) };
  });

  return (
    <section className={css.queue} aria-label={t(`box.${box}`)}>
      <TextTabs tabs={tabs} label={t("boxes")} className={css.boxes} />
      <div className={css.tools}>
        {batch && (
          <Checkbox
            aria-label={t("batch.all")}
            checked={selected.length > 0 && selected.length === batchable.length}
            indeterminate={selected.length > 0 && selected.length < batchable.length}
            onChange={(event) => setChosen(event.target.checked ? batchable.map((row) => row.id) : [])}
          />
        )}
        <Input
          type="search"
          size="small"
          allowClear
          value={q}
          onChange={(event) => onSearch(event.target.value)}
          placeholder={t("search")}
          aria-label={t("search")}
          prefix={<Search size={14} aria-hidden />}
        />
        {box === "todo" && batchable.length > 0 && (
          <Button size="small" type="text" aria-pressed={batch} onClick={() => setBatch(!batch)} icon={<ListChecks size={14} aria-hidden />}>
            {batch ? t("batch.leave") : t("batch.enter")}
          </Button>
        )}
      </div>
      <div className={css.rows}>
        {queue.isPending && <ListSkeleton rows={7} rowHeight={64} />}
        {queue.error != null && <ErrorState error={queue.error} onRetry={queue.refetch} />}
        {!queue.isPending && queue.error == null && queue.rows.length === 0 && (
          <EmptyState
            title={q ? t("noMatch.title") : t(`empty.${box}.title`)}
            action={
              !q && (box === "started" || box === "drafts") ? (
                <ButtonLink to="/start" icon={<Plus size={16} aria-hidden />}>{t("start")}</ButtonLink>
              ) : undefined
            }
          >
            {q ? t("noMatch.text") : t(`empty.${box}.text`)}
          </EmptyState>
        )}
        <ul>
          {queue.rows.map((row) => (
            <QueueItem
              key={row.id}
              row={row}
              current={row.id === current}
              selection={
                batch
                  ? {
                      checked: selected.includes(row.id),
                      disabled: !row.batchable,
                      toggle: () => setChosen(selected.includes(row.id) ? selected.filter((id) => id !== row.id) : [...selected, row.id]),
                    }
                  : undefined
              }
            />
          ))}
        </ul>
        <LoadMore hasMore={queue.hasMore} loading={queue.loadingMore} onMore={queue.loadMore} />
      </div>
      {batch ? (
        <BatchBar rows={batchable.filter((row) => selected.includes(row.id))} onDone={() => setChosen([])} />
      ) : (
        queue.rows.length > 1 &&
        box !== "drafts" && (
          <p className={css.keys}>
            <KeyHint>J</KeyHint>
            <KeyHint>K</KeyHint>
            {t("keys")}
          </p>
        )
      )}
    </section>
  );
}
