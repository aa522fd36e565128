/** One entry of the change log, opened: what differs, what it is about, and where to go from here. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "@/api";
import { DateTime } from "@/ui";
import adminCss from "../admin.module.css";
import css from "./changes.module.css";
import { differences } from "./diff";
import { named, type Names } from "./useNames";

type Entry = Schemas["ChangeEntry"];

/** Where things are looked at, by what they are. */
const PLACES: Partial<Record<Schemas["Subject"], (id: string) => string>> = {
  user: (id) => `/admin/people?person=${id}`,
  role: (id) => `/admin/roles?id=${id}`,
  instance: (id) => `/approvals/started/${id}`,
};

export function ChangeDetails({ entry, names, onOnly }: { entry: Entry; names: Names; onOnly: () => void }) {
  const { t } = useTranslation("admin");
  const differing = differences(entry.before, entry.after);
  const place = entry.verb === "deleted" ? undefined : PLACES[entry.subject]?.(entry.subjectId);
  return (
    <div className={css.change}>
      {differing.length > 0 && (
        <div className={css.diff}>
          <span className={css.diffHead}>{t("changes.property")}</span>
          <span className={css.diffHead}>{t("changes.before")}</span>
          <span className={css.diffHead}>{t("changes.after")}</span>
          {differing.map(({ name, before, after }) => [
            <Property key={`${name}-name`} path={name} />,
            <span key={`${name}-before`} className={css.removed}>
              {named(before, names)}
            </span>,
            <span key={`${name}-after`} className={css.added}>
              {named(after, names)}
            </span>,
          ])}
        </div>
      )}
      {differing.length === 0 && !entry.withheld && <p className={adminCss.hint}>{t("changes.nothingMore")}</p>}
      {entry.withheld && <p className={adminCss.hint}>{t("changes.withheld")}</p>}
      <p className={adminCss.changeFoot}>
        <span>
          <DateTime value={entry.at} form="full" />
          {entry.onBehalf && entry.onBehalf.id !== entry.actor?.id && <> · {t("changes.onBehalf", { name: entry.onBehalf.name })}</>}
          {` · ${t(`changes.channel.${entry.channel}`)}`}
          {entry.subjectId && <> · {entry.subjectId}</>}
        </span>
        <span className={adminCss.end}>
          {entry.subjectId && (
            <Button type="link" size="small" onClick={onOnly}>
              {t("changes.onlyThis")}
            </Button>
          )}
          {place && <Link to={place}>{t("changes.openThing")}</Link>}
        </span>
      </p>
    </div>
  );
}

/** A property by the word that people know it by, where there is one. */
function Property({ path }: { path: string }) {
  const { t } = useTranslation("admin");
  // What every work item has is marked by a `$`; fields are people's own.
  const [head = "", ...rest] = path.replace(/^\$/, "").split(".");
  const inner = rest.map((part) => t(`changes.properties.${part}`, { defaultValue: part }));
  return <span>{[t(`changes.properties.${head}`, { defaultValue: head }), ...inner].join(" › ")}</span>;
}
