// Where the field is used in this form; a click goes there.

import { Heading, Sigma, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { fieldAt } from "../model/paths";
import { referencesTo } from "../model/references";
import { Section } from "./parts";

export function UsedBy({ path }: { path: string }) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, dispatch, openRule } = useDesigner();
  const found = referencesTo(designer.schema, path);
  return (
    <Section title={t("usedBy.title")} beside={<span className={css.quiet}>{t("usedBy.count", { count: found.length })}</span>}>
      <ul className={css.uses}>
        {found.map((reference, i) => {
          if (reference.kind === "rule") {
            return (
              <li key={i}>
                <Zap size={14} aria-hidden />
                <button type="button" className={css.linkish} onClick={() => openRule(reference.index)}>
                  {t("usedBy.rule", { number: reference.index + 1 })}
                </button>
              </li>
            );
          }
          if (reference.kind === "title") {
            return (
              <li key={i}>
                <Heading size={14} aria-hidden />
                <button type="button" className={css.linkish} onClick={() => dispatch({ type: "select", path: undefined })}>
                  {t("usedBy.recordTitle")}
                </button>
              </li>
            );
          }
          return (
            <li key={i}>
              <Sigma size={14} aria-hidden />
              <button type="button" className={css.linkish} onClick={() => dispatch({ type: "select", path: reference.path })}>
                {t("usedBy.formula", {
                  label: textOf(fieldAt(designer.schema, reference.path)?.label, i18n.language, reference.path),
                })}
              </button>
            </li>
          );
        })}
        {found.length === 0 && <li className={css.quiet}>{t("usedBy.none")}</li>}
      </ul>
    </Section>
  );
}
