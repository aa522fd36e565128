// What actions of a rule on the same fields do, in words: `显示并必填 比价说明`, `设置 税率 为 13`.

import { useTranslation } from "react-i18next";
import { describeExpr, type FieldInfo, type RuleAction } from "@/form";
import css from "../designer.module.css";

interface Props {
  actions: RuleAction[];
  label: (key: string) => string;
  fields: FieldInfo[];
}

export function ActionSentence({ actions, label, fields }: Props) {
  const { t } = useTranslation("form-designer");
  const { t: words, i18n } = useTranslation("form");
  const [action] = actions;
  if (!action) return null;
  const verb = <span className={css.verb}>{actions.map((a) => t(`action.${a.kind}`)).join(t("action.and"))}</span>;
  if (action.kind === "set") {
    return (
      <>
        {verb} <span className={css.chip}>{action.field ? label(action.field) : t("rules.nothingChosen")}</span> {t("action.to")}{" "}
        <span className={css.chip}>{describeExpr(action.value, { fields, locale: i18n.language, t: words })}</span>
      </>
    );
  }
  return (
    <>
      {verb}{" "}
      {action.fields.length === 0 ? (
        <span className={css.quiet}>{t("rules.nothingChosen")}</span>
      ) : (
        action.fields.map((key) => (
          <span key={key} className={css.chip}>
            {label(key)}
          </span>
        ))
      )}
    </>
  );
}
