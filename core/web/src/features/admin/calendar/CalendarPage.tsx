/** `/admin/work-calendar`: which days of the week the company works, and the days of a year that differ. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox } from "antd";
import { ChevronLeft, ChevronRight, ClipboardPaste, Redo2, Undo2 } from "lucide-react";
import { type KeyboardEvent, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { ErrorState, IconButton, ListSkeleton, nowInZone, useConfirmDanger } from "@/ui";
import { useLeaveAsked } from "@/ui/useLeaveAsked";
import css from "./calendar.module.css";
import { useChange, useTellRefusal } from "../useChange";
import { type Draft, FIRST_YEAR, LAST_YEAR, marked, readCalendar, same, writeCalendar } from "./days";
import { begun, type History, type Step, stepped } from "./history";
import { MarkBar } from "./MarkBar";
import { PasteSheet } from "./PasteSheet";
import { Stretches } from "./Stretches";
import { type Selection, Year } from "./Year";

const STALE = 412;

export default function CalendarPage() {
  const calendar = useQuery({ queryKey: ["workCalendar"], queryFn: () => ok(api.GET("/work-calendar")) });
  if (calendar.error) return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />;
  if (!calendar.data) return <ListSkeleton rows={6} rowHeight={96} />;
  return <Editor latest={calendar.data} />;
}

function Editor({ latest }: { latest: Schemas["WorkCalendarInfo"] }) {
  const { t, i18n } = useTranslation("admin");
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirm = useConfirmDanger();
  const tell = useTellRefusal();
  const today = nowInZone().format("YYYY-MM-DD");
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  const [selection, setSelection] = useState<Selection>();
  const [pasting, setPasting] = useState(false);
  const [base, setBase] = useState(latest);
  const [history, step] = useReducer((state: History<Draft>, what: Step<Draft>) => stepped(state, what), latest, (info) => begun(readCalendar(info)));
  const draft = history.now;
  const dirty = !same(draft, readCalendar(base));
  const beaten = dirty && latest.rev > base.rev && !same(readCalendar(latest), readCalendar(base));
  // What changed elsewhere shows at once, save under what somebody is just changing.
  if (latest.rev > base.rev && !beaten) {
    setBase(latest);
    if (!dirty) step({ start: readCalendar(latest) });
  }
  const save = useChange(
    (keep: number) => ok(api.PUT("/work-calendar", { params: { header: ifMatch(keep) }, body: writeCalendar(draft) })),
    [],
    (saved) => {
      client.setQueryData(["workCalendar"], saved);
      setBase(saved);
      void message.success(t("saved"));
    },
    (error) => (isProblem(error) && error.status === STALE ? void client.invalidateQueries({ queryKey: ["workCalendar"] }) : tell(error)),
  );
  useLeaveAsked(dirty && !save.isPending, {
    title: t("calendar.leaveTitle"),
    text: t("calendar.leaveText"),
    leave: t("calendar.leave"),
    stay: t("calendar.stay"),
  });
  const keys = (event: KeyboardEvent) => {
    // In a field the keys undo what was typed.
    const typing = event.target instanceof Element && event.target.matches("input:not([type=radio], [type=checkbox]), textarea");
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo");
  };
  const change = (next: Draft) => {
    if (!same(next, draft)) step({ do: next });
  };
  const discard = async () => {
    if (await confirm({ title: t("calendar.discardTitle"), text: t("calendar.discardText"), verb: t("revert") })) step({ start: readCalendar(base) });
  };
  const show = (next: Selection) => {
    setSelection(next);
    setYear(Number(next.from.slice(0, 4)));
  };
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" });

  return (
    <div className={css.page} onKeyDown={keys}>
      <div className={css.bar}>
        <div className={css.turn}>
          <IconButton icon={ChevronLeft} label={t("calendar.before")} disabled={year <= FIRST_YEAR} onClick={() => setYear(year - 1)} />
          <h2 aria-live="polite">{t("calendar.year", { year })}</h2>
          <IconButton icon={ChevronRight} label={t("calendar.after")} disabled={year >= LAST_YEAR} onClick={() => setYear(year + 1)} />
        </div>
        <ul className={css.legend} aria-label={t("calendar.legend")}>
          {(["holiday", "working"] as const).map((kind) => (
            <li key={kind} data-kind={kind}>
              <span className={css.dot} aria-hidden />
              {t(`calendar.kind.${kind}`)}
            </li>
          ))}
          <li data-kind="rest">
            <span className={css.dot} aria-hidden />
            {t("calendar.rest")}
          </li>
        </ul>
        <div className={css.end}>
          <IconButton icon={Undo2} label={t("calendar.undo")} disabled={history.past.length === 0} onClick={() => step("undo")} />
          <IconButton icon={Redo2} label={t("calendar.redo")} disabled={history.future.length === 0} onClick={() => step("redo")} />
          <Button icon={<ClipboardPaste size={16} aria-hidden />} onClick={() => setPasting(true)}>
            {t("calendar.paste.open")}
          </Button>
        </div>
      </div>
      <div className={css.weekdays}>
        <span id="calendar-weekdays">{t("calendar.weekdays")}</span>
        <Checkbox.Group
          aria-labelledby="calendar-weekdays"
          value={draft.weekdays}
          onChange={(days) => {
            // A company without a working day would never be told anything.
            if (days.length > 0) change({ ...draft, weekdays: days.map(Number).sort() });
            else void message.warning(t("calendar.oneDay"));
          }}
          options={Array.from({ length: 7 }, (_, n) => ({ value: n + 1, label: weekday.format(new Date(Date.UTC(2026, 0, 5 + n))) }))}
        />
      </div>
      <div className={css.markPlace}>
        {selection ? (
          <MarkBar
            draft={draft}
            selection={selection}
            onSelect={(next) => (next ? show(next) : setSelection(undefined))}
            onMark={(days, to, goesOn) => (goesOn ? step({ instead: marked(draft, days, to) }) : change(marked(draft, days, to)))}
          />
        ) : (
          <p className={css.hint}>{t("calendar.help")}</p>
        )}
      </div>
      {beaten && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t("calendar.beaten")}
          action={
            <span className={css.choices}>
              <Button size="small" onClick={() => setBase(latest)}>
                {t("people.keepMine")}
              </Button>
              <Button
                size="small"
                onClick={() => {
                  setBase(latest);
                  step({ start: readCalendar(latest) });
                }}
              >
                {t("people.takeTheirs")}
              </Button>
            </span>
          }
        />
      )}
      <div className={css.desk}>
        <Year year={year} draft={draft} today={today} selection={selection} onSelect={setSelection} />
        <Stretches year={year} draft={draft} onSelect={show} />
      </div>
      {dirty && (
        <div className={css.foot}>
          <span role="status">{t("unsaved")}</span>
          <Button onClick={() => void discard()}>{t("revert")}</Button>
          <Button type="primary" loading={save.isPending} disabled={beaten} onClick={() => save.mutate(base.rev)}>
            {t("save")}
          </Button>
        </div>
      )}
      {pasting && (
        <PasteSheet
          draft={draft}
          onClose={() => setPasting(false)}
          onTake={(days) => {
            change({ ...draft, special: new Map([...draft.special, ...days]) });
            const all = [...days.keys()].sort();
            if (all[0]) setYear(Number(all[0].slice(0, 4)));
            setPasting(false);
            void message.success(t("calendar.paste.taken", { count: days.size }));
          }}
        />
      )}
    </div>
  );
}
