/** What hangs on a person, and handing it over: below their profile, and told before their account is disabled. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import css from "./handOver.module.css";
import { HandOverSheet } from "./HandOverSheet";
import { countsOf, COUNT_CAP, held, type Holdings, KINDS } from "./held";
import { holdingsQuery } from "./holdings";

function useHeldText(): (holdings: Holdings) => string {
  const { t } = useTranslation("admin");
  return (holdings) => {
    const counts = countsOf(holdings);
    return KINDS.filter((kind) => counts[kind] > 0)
      .map((kind) => t(counts[kind] >= COUNT_CAP ? `handOver.${kind}Capped` : `handOver.${kind}`, { count: counts[kind] }))
      .join(t("and"));
  };
}

/** Quiet while nothing hangs on the person; a warning once nobody looks after it any more. */
export function WorkHeld({ person }: { person: Schemas["Person"] }) {
  const { t } = useTranslation("admin");
  const holdings = useQuery(holdingsQuery(person.id));
  const text = useHeldText();
  const [open, setOpen] = useState(false);
  if (!holdings.data || (held(countsOf(holdings.data)) === 0 && !open)) return null;
  return (
    <>
      <section className={css.held} data-orphaned={!person.active || undefined} aria-label={t("handOver.holds")}>
        <span>
          <strong>{t(person.active ? "handOver.holds" : "handOver.orphaned")}</strong>
          <span>{text(holdings.data)}</span>
        </span>
        {held(countsOf(holdings.data)) > 0 && <Button onClick={() => setOpen(true)}>{t("handOver.verb")}</Button>}
      </section>
      {open && <HandOverSheet person={person} holdings={holdings.data} onClose={() => setOpen(false)} />}
    </>
  );
}

/** In the question before an account is disabled. */
export function HeldBeforeDisabling({ personId, children }: { personId: string; children: string }) {
  const { t } = useTranslation("admin");
  const holdings = useQuery(holdingsQuery(personId));
  const text = useHeldText();
  const some = holdings.data && held(countsOf(holdings.data)) > 0;
  return (
    <>
      <p>{children}</p>
      {some && <p>{t("handOver.beforeDisabling", { held: text(holdings.data) })}</p>}
    </>
  );
}
