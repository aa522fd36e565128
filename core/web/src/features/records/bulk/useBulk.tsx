// Doing something to all selected records: progress while it runs, what failed and why afterwards, and a way back from
// a deletion.

import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { useProblemToast } from "@/ui";
import { bulkRecords, restoreRecord, type BulkChange } from "../queries";
import { run, type Failure } from "./run";

/** Longer than for one: a list is looked over before one knows. */
const UNDO_SECONDS = 12;

export interface BulkRun {
  change: BulkChange;
  total: number;
  done: number;
  /** Once it is over. */
  result?: { done: string[]; failed: Failure[] };
}

export function useBulk(formId: string, onDone: (failed: string[]) => void) {
  const { t } = useTranslation("records");
  const { t: ui } = useTranslation("ui");
  const client = useQueryClient();
  const toast = useProblemToast();
  const { message } = App.useApp();
  const [state, setState] = useState<BulkRun>();
  const running = useRef(false);
  const refresh = () => Promise.all(["records", "record"].map((key) => client.invalidateQueries({ queryKey: [key] })));

  const restore = async (ids: string[], key: string) => {
    message.destroy(key);
    let failed: unknown;
    let back = 0;
    for (const id of ids) {
      try {
        await restoreRecord(id);
        back += 1;
      } catch (error) {
        failed = error;
        // Without a connection the others fail alike.
        if (isProblem(error, "network")) break;
      }
    }
    await refresh();
    if (back > 0) void message.success(t("bulk.restored", { count: back }));
    if (failed !== undefined) toast(failed);
  };

  const start = async (ids: string[], change: BulkChange, before: string[] = []) => {
    if (running.current || ids.length === 0) return;
    running.current = true;
    setState({ change, total: ids.length, done: 0 });
    const words = { noAnswer: t("bulk.noAnswer"), unknown: ui("error.unknown") };
    const outcome = await run(ids, (some, key) => bulkRecords(formId, some, change, key), words, (done) => setState({ change, total: ids.length, done }));
    running.current = false;
    const done = [...before, ...outcome.done];
    void refresh();
    onDone(outcome.failed.map((one) => one.id));
    if (outcome.failed.length > 0) return setState({ change, total: ids.length, done: ids.length, result: { done, failed: outcome.failed } });
    setState(undefined);
    tell(change, done);
  };

  const tell = (change: BulkChange, done: string[]) => {
    if (done.length === 0) return;
    const key = `bulk-${done[0]}`;
    if ("delete" in change)
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {t("bulk.deleted", { count: done.length })}
            <Button type="link" size="small" onClick={() => void restore(done, key)}>
              {t("undo")}
            </Button>
          </>
        ),
      });
    else void message.success(t("bulk.changed", { count: done.length }));
  };

  return {
    state,
    start,
    retry: () => state?.result && void start(state.result.failed.map((one) => one.id), state.change, state.result.done),
    close: () => {
      if (state?.result) tell(state.change, state.result.done);
      setState(undefined);
    },
  };
}

export type Bulk = ReturnType<typeof useBulk>;
