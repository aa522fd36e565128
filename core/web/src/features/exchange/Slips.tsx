// First passwords on paper: one slip for each person, to cut apart. Stands beside the page, and in its place on paper.

import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import css from "./slips.module.css";

export function Slips({ people, onPrinted }: { people: Schemas["ImportPassword"][]; onPrinted: () => void }) {
  const { t } = useTranslation("exchange");
  const latest = useRef(onPrinted);
  latest.current = onPrinted;
  useEffect(() => {
    // The dialog of the browser holds the page until it is closed; on a phone it comes back at once.
    window.print();
    latest.current();
  }, []);
  return createPortal(
    <div className={css.slips} aria-hidden>
      {people.map((one) => (
        <dl key={one.userId} className={css.slip}>
          <dt>{t("people.name")}</dt>
          <dd>{one.name}</dd>
          <dt>{t("passwords.address")}</dt>
          <dd>{window.location.origin}</dd>
          <dt>{t("people.login")}</dt>
          <dd>{one.login}</dd>
          <dt>{t("passwords.password")}</dt>
          <dd className={css.password}>{one.initialPassword}</dd>
        </dl>
      ))}
    </div>,
    document.body,
  );
}
