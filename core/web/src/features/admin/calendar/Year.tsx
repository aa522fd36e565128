/** A year as twelve small months. A click selects a day, a drag or Shift a stretch; the arrow keys go from day to day. */
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./calendar.module.css";
import { dayAfter, type Draft, isWorked, type Kind, monthsOf } from "./days";

export interface Selection {
  /** Where it was begun. */
  from: string;
  /** Where it ends now, perhaps before. */
  to: string;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const at = (day: string) => new Date(`${day}T00:00:00Z`);

interface Props {
  year: number;
  draft: Draft;
  today: string;
  selection: Selection | undefined;
  onSelect: (selection: Selection | undefined) => void;
}

export function Year({ year, draft, today, selection, onSelect }: Props) {
  const { t, i18n } = useTranslation("admin");
  const months = useMemo(() => monthsOf(year), [year]);
  const grid = useRef<HTMLDivElement>(null);
  const drag = useRef<string>(undefined);
  const format = useMemo(() => {
    const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", ...options });
    return { month: of({ month: "long" }), narrow: of({ weekday: "narrow" }), day: of({ month: "long", day: "numeric", weekday: "long" }) };
  }, [i18n.language]);
  const [first, last] = selection ? [selection.from, selection.to].sort() : [];
  // One day at a time can be reached by Tab: the selected one, today, or the first of the year.
  const [focused, setFocused] = useState<string>();
  const inYear = (day: string | undefined) => day?.startsWith(`${year}-`);
  const reachable = [focused, selection?.to, today].find(inYear) ?? `${year}-01-01`;

  const dayOf = (target: EventTarget) => (target as Element).closest<HTMLElement>("[data-day]")?.dataset["day"];
  const press = (event: PointerEvent) => {
    const day = dayOf(event.target);
    // A finger that moves scrolls; it selects by a tap, which comes as a click.
    if (!day || event.pointerType !== "mouse" || event.button !== 0) return;
    const from = event.shiftKey && selection ? selection.from : day;
    drag.current = from;
    onSelect({ from, to: day });
  };
  const move = (event: PointerEvent) => {
    const day = drag.current && dayOf(event.target);
    if (drag.current && day && day !== selection?.to) onSelect({ from: drag.current, to: day });
  };
  const release = () => {
    drag.current = undefined;
  };
  const steer = (event: KeyboardEvent) => {
    const day = dayOf(event.target);
    if (event.key === "Escape") onSelect(undefined);
    const by = STEPS[event.key];
    if (!day || by === undefined) return;
    event.preventDefault();
    const next = dayAfter(day, by);
    if (!inYear(next)) return;
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
    if (event.shiftKey) onSelect({ from: selection?.from ?? day, to: next });
  };

  return (
    <div ref={grid} className={css.year} onFocus={(event) => setFocused(dayOf(event.target))} onPointerDown={press} onPointerMove={move} onPointerUp={release} onPointerLeave={release} onKeyDown={steer}>
      {months.map(({ month, days }) => (
        <section key={month} className={css.month} aria-label={format.month.format(at(`${month}-01`))}>
          <h3 aria-hidden>{format.month.format(at(`${month}-01`))}</h3>
          <div className={css.week} aria-hidden>
            {Array.from({ length: 7 }, (_, n) => (
              <span key={n} data-rest={!draft.weekdays.includes(n + 1) || undefined}>
                {format.narrow.format(at(dayAfter("2026-01-05", n)))}
              </span>
            ))}
          </div>
          <div className={css.days}>
            {days.map((day, index) =>
              day === undefined ? (
                <span key={index} />
              ) : (
                <Day
                  key={day}
                  day={day}
                  text={format.day.format(at(day))}
                  worked={isWorked(draft, day)}
                  kind={draft.special.get(day)?.kind}
                  name={draft.special.get(day)?.name ?? ""}
                  kindText={kindText(draft.special.get(day)?.kind, isWorked(draft, day), t)}
                  today={day === today}
                  selected={first !== undefined && last !== undefined && day >= first && day <= last}
                  reachable={day === reachable}
                  onSelect={onSelect}
                />
              ),
            )}
          </div>
        </section>
      ))}
    </div>
  );
}

function kindText(kind: Kind | undefined, worked: boolean, t: (key: string) => string): string {
  return kind ? t(`calendar.kind.${kind}`) : t(worked ? "calendar.worked" : "calendar.rest");
}

interface DayProps {
  day: string;
  text: string;
  worked: boolean;
  kind: Kind | undefined;
  name: string;
  kindText: string;
  today: boolean;
  selected: boolean;
  reachable: boolean;
  onSelect: (selection: Selection) => void;
}

const Day = memo(function Day({ day, text, worked, kind, name, kindText, today, selected, reachable, onSelect }: DayProps) {
  const said = [text, kindText, name].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      className={css.day}
      data-day={day}
      data-kind={kind}
      data-rest={!worked || undefined}
      data-today={today || undefined}
      aria-pressed={selected}
      aria-current={today ? "date" : undefined}
      aria-label={said}
      title={name || undefined}
      tabIndex={reachable ? 0 : -1}
      // By keyboard and by finger; a mouse has selected already when it was pressed.
      onClick={(event) => {
        const byMouse = event.detail > 0 && (event.nativeEvent as globalThis.PointerEvent).pointerType === "mouse";
        if (!byMouse) onSelect({ from: day, to: day });
      }}
    >
      {Number(day.slice(-2))}
      {kind && <span className={css.mark} aria-hidden />}
    </button>
  );
});
