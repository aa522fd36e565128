/** Every field of a form with what a role may do with it. What was chosen outlasts somebody else's change of the role. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState } from "@/ui";
import css from "../admin.module.css";
import rolesCss from "./roles.module.css";
import { roleFieldsQuery } from "../queries";
import { useChange, useTellRefusal } from "../useChange";
import { changed, type Changes, narrower, narrowest, type Right, RIGHTS, rulesOf, stillChanged, tableOf, withChanges } from "./fieldRights";

const STALE = 412;

export function FieldRightsEditor({ now, name, query }: { now: Schemas["RoleFields"]; name: string; query: string }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const tell = useTellRefusal();
  const [changes, setChanges] = useState<Changes>({});
  const [beaten, setBeaten] = useState(false);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const left = stillChanged(now.fields, changes);
  const fields = withChanges(now.fields, left);
  const dirty = Object.keys(left).length > 0;
  const path = { id: now.roleId, formId: now.formId };

  const save = useChange(
    () => ok(api.PUT("/roles/{id}/field-rules/{formId}", { params: { path, header: ifMatch(now.rev) }, body: { rules: rulesOf(fields) } })),
    ["roles", "records", "record"],
    (saved) => {
      client.setQueryData(roleFieldsQuery(now.roleId, now.formId).queryKey, saved);
      setChanges({});
      setBeaten(false);
      setRefused({});
      void message.success(t("fields.saved", { role: name }));
    },
    (error) => {
      if (isProblem(error) && error.status === STALE) {
        setBeaten(true);
        void client.invalidateQueries({ queryKey: ["roles"] });
        return;
      }
      if (isProblem(error)) setRefused(refusals(error.errors, rulesOf(fields)));
      tell(error);
    },
  );
  const set = (field: string, right: Right) => {
    setRefused({});
    setChanges(changed(now.fields, left, field, right));
  };
  const wanted = query.trim().toLowerCase();
  const shown = fields.filter((field) => !wanted || `${pick(field.label)} ${field.field}`.toLowerCase().includes(wanted));
  if (fields.length === 0) return <EmptyState title={t("fields.noFields")}>{t("fields.noFieldsText")}</EmptyState>;
  return (
    <>
      {shown.length === 0 && <p className={css.hint}>{t("noMatch")}</p>}
      <ul className={`${css.rows} ${css.fieldRows}`} aria-label={t("fields.of", { form: pick(now.formName) })}>
        {shown.map(({ field, label, right }) => {
          const most = narrowest(fields, field);
          return (
            <li key={field}>
              <span className={tableOf(field) ? rolesCss.column : ""}>
                {pick(label) || field} <span className={css.count}>{field}</span>
                {refused[field] && (
                  <span role="alert" className={rolesCss.refused}>
                    {refused[field]}
                  </span>
                )}
              </span>
              <Segmented<Right>
                className={css.end ?? ""}
                aria-label={t("fields.right", { field: pick(label) || field })}
                value={narrower(right, most)}
                options={RIGHTS.map((value) => ({ value, label: t(`fields.${value}`), disabled: RIGHTS.indexOf(value) < RIGHTS.indexOf(most) }))}
                onChange={(next) => set(field, next)}
              />
            </li>
          );
        })}
      </ul>
      {dirty && (
        <div className={rolesCss.saveBar}>
          <span className={css.hint} role={beaten ? "alert" : undefined}>
            {t(beaten ? "fields.beaten" : "unsaved")}
          </span>
          <Button
            onClick={() => {
              setChanges({});
              setBeaten(false);
              setRefused({});
            }}
          >
            {t("revert")}
          </Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(undefined)}>
            {t("save")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What the server says of single rules, by their field. */
function refusals(errors: Schemas["ProblemItem"][], sent: Schemas["FieldRule"][]): Record<string, string> {
  return Object.fromEntries(
    errors.flatMap(({ field, message, params }) => {
      const at = /^rules\[(\d+)\]/.exec(field)?.[1];
      const name = at === undefined ? params?.["field"] : sent[Number(at)]?.field;
      return name ? [[name, message]] : [];
    }),
  );
}
