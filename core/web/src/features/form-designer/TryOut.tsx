// The draft as people would fill it in, with rules and formulas at work. What is entered stays as the preview's data.

import { Button } from "antd";
import { Eraser } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { attempt, FormFill, NarrowContext, textOf, useEngine, type FormData, type FormIssue } from "@/form";
import { useDesigner } from "./context";
import css from "./designer.module.css";

interface Props {
  device: "desktop" | "phone";
  onChange: (value: FormData) => void;
}

const NO_RIGHTS = {};

export function TryOut({ device, onChange }: Props) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, sample: value, state } = useDesigner();
  const { schema } = designer;
  const engine = useEngine();
  const [checked, setChecked] = useState(false);
  const issues = useMemo<FormIssue[]>(
    () => (checked && engine ? attempt(() => engine.validateForm(schema, value, NO_RIGHTS, {}, i18n.language), []) : []),
    [checked, engine, schema, value, i18n.language],
  );
  return (
    <NarrowContext.Provider value={device === "phone"}>
      <div className={css.paper} data-device={device} data-try>
        <div className={css.paperHead}>
          <h2>{textOf(schema.name, i18n.language, t("untitled"))}</h2>
          {textOf(schema.description, i18n.language) && <p className={css.quiet}>{textOf(schema.description, i18n.language)}</p>}
        </div>
        <FormFill schema={schema} value={value} onChange={onChange} state={state} issues={issues} />
        <div className={css.tryFoot}>
          <span className={css.quiet}>{checked && issues.length === 0 ? t("try.fine") : t("try.help")}</span>
          <Button
            icon={<Eraser size={16} />}
            onClick={() => {
              onChange({});
              setChecked(false);
            }}
          >
            {t("try.clear")}
          </Button>
          <Button onClick={() => setChecked(true)}>{t("try.check")}</Button>
        </div>
      </div>
    </NarrowContext.Provider>
  );
}
