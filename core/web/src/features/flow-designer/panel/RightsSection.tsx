/** Field rights of one node: its first fields and those set apart; all of them in the matrix. */
import { Button, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import type { FieldRight } from "../model/definition";
import { type FieldPlace, fieldPlaces } from "../model/form";
import { type NodeWithRights, choices, rightAt, unsetRight, withRight } from "../model/rights";
import { Section } from "./Section";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

const ROWS_SHOWN = 6;
const RIGHTS: FieldRight[] = ["edit", "read", "hidden"];

export function RightsSection({ node }: { node: NodeWithRights }) {
  const { t, i18n } = useTranslation("flow-designer");
  const { schema, openRights } = usePanel();
  const set = useNodeChange<NodeWithRights>(node);
  const places = fieldPlaces(schema?.fields ?? []);
  const shown = places.filter((place, i) => i < ROWS_SHOWN || rightAt(node, place.path) !== unsetRight(node));
  const label = (place: FieldPlace) => [place.table, place.field].flatMap((field) => (field ? [textOf(field.label, i18n.language, field.key)] : [])).join(" · ");
  const offered = choices(node);
  return (
    <Section
      title={t("rights.title")}
      extra={
        <Button type="link" size="small" onClick={openRights}>
          {t("rights.all", { count: places.length })}
        </Button>
      }
    >
      {places.length === 0 ? (
        <p className={css.help}>{t("rights.none")}</p>
      ) : (
        <div className={css.rights}>
          <div className={css.rightsTitle} aria-hidden>
            <span>{t("rights.field")}</span>
            {RIGHTS.map((right) => (
              <span key={right}>{t(`rights.${right}`)}</span>
            ))}
          </div>
          {shown.map((place) => (
            <div key={place.path} className={css.rightsRow}>
              <span className="ellipsis" title={label(place)}>
                {label(place)}
              </span>
              <Radio.Group className={css.rightsChoices ?? ""} aria-label={label(place)} value={rightAt(node, place.path)} onChange={(event) => set({ fieldRights: withRight(node, place.path, event.target.value as FieldRight) })}>
                {RIGHTS.map((right) => (offered.includes(right) ? <Radio key={right} value={right} aria-label={t(`rights.${right}`)} /> : <span key={right} />))}
              </Radio.Group>
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}
