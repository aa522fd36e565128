/** What hangs on a person, and handing it over: below their profile, and told before their account is disabled. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
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
  if (!holdings.data) return null;
  const { links } = holdings.data;
  if (held(countsOf(holdings.data)) === 0 && !open) return <LinksLent person={person} links={links} />;
  return (
    <>
      <section className={css.held} data-orphaned={!person.active || undefined} aria-label={t("handOver.holds")}>
        <span>
          <strong>{t(person.active ? "handOver.holds" : "handOver.orphaned")}</strong>
          <span>{text(holdings.data)}</span>
        </span>
        {held(countsOf(holdings.data)) > 0 && <Button onClick={() => setOpen(true)}>{t("handOver.verb")}</Button>}
      </section>
      <LinksLent person={person} links={links} />
      {open && <HandOverSheet person={person} holdings={holdings.data} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Links that lend the person's rights: nobody hands these over for another, each is taken over where it is kept. */
function LinksLent({ person, links }: { person: Schemas["Person"]; links: Holdings["links"] }) {
  const { t } = useTranslation("admin");
  if (links.length === 0) return null;
  return (
    <section className={css.held} data-orphaned={!person.active || undefined} aria-label={t("handOver.links")}>
      <span>
        <strong>{t(person.active ? "handOver.links" : "handOver.linksClosed")}</strong>
        <span>{t("handOver.linksHelp")}</span>
        <ul className={css.links}>
          {links.map((link) => (
            <li key={link.id}>
              <Link to={`/forms/${link.formId}/links`}>{link.name}</Link>
            </li>
          ))}
        </ul>
      </span>
    </section>
  );
}

/** In the question before an account is disabled. */
export function HeldBeforeDisabling({ personId, children }: { personId: string; children: string }) {
  const { t } = useTranslation("admin");
  const holdings = useQuery(holdingsQuery(personId));
  const text = useHeldText();
  const some = holdings.data && held(countsOf(holdings.data)) > 0;
  const links = holdings.data?.links ?? [];
  return (
    <>
      <p>{children}</p>
      {some && <p>{t("handOver.beforeDisabling", { held: text(holdings.data) })}</p>}
      {links.length > 0 && <p>{t("handOver.linksBeforeDisabling", { names: links.map((link) => link.name).join(t("and")) })}</p>}
    </>
  );
}
