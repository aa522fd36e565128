// What belongs to the form as a whole: its name, a line under it, how its records are named.

import { Dropdown, Input, Button } from "antd";
import { Braces } from "lucide-react";
import { useTranslation } from "react-i18next";
import { infoLabel } from "@/form";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { LocalizedInput } from "./LocalizedInput";
import { Labelled, Section } from "./parts";

const NOT_IN_TITLES = new Set(["detail", "file", "image", "signature", "richText", "longText"]);

export function FormSettings() {
  const { t } = useTranslation("form-designer");
  const { designer, dispatch, fields } = useDesigner();
  const { schema } = designer;
  const template = schema.titleTemplate ?? "";
  const set = (titleTemplate: string) => dispatch({ type: "settings", change: { titleTemplate } });
  const insertable = fields.filter((f) => !f.table && !NOT_IN_TITLES.has(f.type));
  return (
    <>
      <div className={css.panelHead}>
        <h2>{t("form.title")}</h2>
        <p className={css.quiet}>{t("form.help")}</p>
      </div>
      <Section title={t("prop.basics")}>
        <LocalizedInput
          label={t("form.name")}
          value={schema.name}
          onChange={(name) => dispatch({ type: "settings", change: { name } })}
        />
        <LocalizedInput
          label={t("form.description")}
          multiline
          value={schema.description}
          onChange={(description) => dispatch({ type: "settings", change: { description } })}
        />
        <Labelled label={t("form.recordTitle")} help={t("form.recordTitleHelp")}>
          {(id) => (
            <div className={css.language}>
              <Input
                id={id}
                value={template}
                placeholder={t("form.recordTitlePlaceholder")}
                onChange={(e) => set(e.target.value)}
              />
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: insertable.map((f) => ({ key: f.key, label: infoLabel(f) })),
                  onClick: ({ key }) => set(`${template}{${key}}`),
                }}
              >
                <Button icon={<Braces size={16} />} aria-label={t("form.insertField")} />
              </Dropdown>
            </div>
          )}
        </Labelled>
      </Section>
    </>
  );
}
