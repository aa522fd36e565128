/** What a role allows: general permissions to tick, and a table of records by form with their data scopes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Select } from "antd";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Permission, type Schemas } from "@/api";
import { DepartmentPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { IconButton } from "@/ui";
import css from "../admin.module.css";
import rolesCss from "./roles.module.css";
import { departmentsQuery, formsQuery, permissionsQuery } from "../queries";
import { useChange, useTellRefusal } from "../useChange";
import { EVERY_FORM, type Grants, isComplete, isRecordPermission, isScoped, readGrants, RECORD_PERMISSIONS, type RecordPermission, type Reach, type Scope, SCOPES, withReach, writeGrants } from "./grants";

const NONE = "none";
const STALE = 412;

const writtenOf = (role: Schemas["Role"]) => writeGrants(readGrants(role.grants));
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function GrantsEditor({ role }: { role: Schemas["Role"] }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const { message } = App.useApp();
  const permissions = useQuery(permissionsQuery).data?.items ?? [];
  const forms = useQuery(formsQuery).data?.items ?? [];
  const departments = useQuery(departmentsQuery).data?.items ?? [];
  const client = useQueryClient();
  const tell = useTellRefusal();
  const [base, setBase] = useState(role);
  const [grants, setGrants] = useState<Grants>(() => readGrants(role.grants));
  const dirty = !same(writeGrants(grants), writtenOf(base));
  const beaten = dirty && !same(writtenOf(role), writtenOf(base));
  // What changed elsewhere shows at once, save under what somebody is just choosing.
  if (role.rev > base.rev && !beaten) {
    setBase(role);
    if (!dirty) setGrants(readGrants(role.grants));
  }
  const revert = () => {
    setBase(role);
    setGrants(readGrants(role.grants));
  };
  const save = useChange(
    () => ok(api.PUT("/roles/{id}/grants", { params: { path: { id: role.id }, header: ifMatch(base.rev) }, body: { grants: writeGrants(grants) } })),
    ["roles", "me"],
    (saved) => {
      setBase(saved);
      setGrants(readGrants(saved.grants));
      void message.success(t("roles.grantsSaved"));
    },
    (error) => (isProblem(error) && error.status === STALE ? void client.invalidateQueries({ queryKey: ["roles"] }) : tell(error)),
  );
  const toggle = (permission: Permission, on: boolean) => setGrants({ ...grants, general: on ? [...grants.general, permission] : grants.general.filter((other) => other !== permission) });
  const refs = { people: {}, departments: Object.fromEntries(departments.map((item) => [item.id, item])), records: {}, files: {} };
  const formName = (row: string) => (row === EVERY_FORM ? t("roles.everyForm") : pick(forms.find((form) => form.id === row)?.name) || t("roles.unknownForm"));
  const addable = forms.filter((form) => !grants.records.has(form.id));
  const complete = isComplete(grants);

  const cell = (row: string, permission: RecordPermission, reach: Reach | undefined) => {
    const label = `${formName(row)}${t("colon")}${t(`permission.${permission}.name`)}`;
    const set = (next: Reach | undefined) => setGrants(withReach(grants, row, permission, next));
    if (!isScoped(permission)) return <Checkbox aria-label={label} style={{ paddingTop: 6 }} checked={reach !== undefined} onChange={(event) => set(event.target.checked ? { departments: [] } : undefined)} />;
    return (
      <>
        <Select<Scope | typeof NONE>
          aria-label={label}
          style={{ width: "100%" }}
          variant="filled"
          value={reach?.scope ?? NONE}
          options={[{ value: NONE, label: t("roles.scope.none") }, ...SCOPES.map((scope) => ({ value: scope, label: t(`roles.scope.${scope}`) }))]}
          popupMatchSelectWidth={false}
          onChange={(scope) => set(scope === NONE ? undefined : { scope, departments: reach?.departments ?? [] })}
        />
        {reach?.scope === "chosen" && (
          <DepartmentPicker
            multiple
            whole
            className={rolesCss.chosen ?? ""}
            aria-label={`${label}${t("colon")}${t("roles.scope.chosen")}`}
            status={reach.departments.length === 0 ? "error" : ""}
            value={reach.departments}
            refs={refs}
            onChange={(ids) => set({ scope: "chosen", departments: ids })}
          />
        )}
      </>
    );
  };

  return (
    <>
      <div className={css.sectionHead}>
        <h2>{t("roles.records")}</h2>
        <Select
          aria-label={t("roles.addForm")}
          style={{ width: 200 }}
          size="small"
          placeholder={t("roles.addForm")}
          disabled={addable.length === 0}
          value={null}
          showSearch={{ optionFilterProp: "label" }}
          options={addable.map((form) => ({ value: form.id, label: pick(form.name) }))}
          onChange={(id: string | null) => id && setGrants({ ...grants, records: new Map(grants.records).set(id, {}) })}
        />
      </div>
      <div className={rolesCss.scroll}>
        <table className={rolesCss.grants}>
          <thead>
            <tr>
              <th scope="col">{t("roles.form")}</th>
              {RECORD_PERMISSIONS.map((permission) => (
                <th key={permission} scope="col" className={isScoped(permission) ? undefined : rolesCss.tick}>
                  {t(`permission.${permission}.name`)}
                </th>
              ))}
              <td style={{ width: 48, minWidth: 0 }} />
            </tr>
          </thead>
          <tbody>
            {[...grants.records].map(([row, reaches]) => (
              <tr key={row}>
                <td>{formName(row)}</td>
                {RECORD_PERMISSIONS.map((permission) => (
                  <td key={permission} data-label={t(`permission.${permission}.name`)}>
                    {cell(row, permission, reaches[permission])}
                  </td>
                ))}
                <td style={{ minWidth: 0, textAlign: "right" }}>
                  {row !== EVERY_FORM && (
                    <IconButton
                      icon={X}
                      label={t("roles.removeForm", { name: formName(row) })}
                      onClick={() => {
                        const records = new Map(grants.records);
                        records.delete(row);
                        setGrants({ ...grants, records });
                      }}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.hint} style={{ marginTop: 8 }}>
        {t("roles.recordsHelp")} {t("roles.filesHelp")}
      </p>
      <div className={css.sectionHead}>
        <h2>{t("roles.general")}</h2>
      </div>
      <div className={rolesCss.permissions}>
        {permissions
          .filter(({ permission }) => !isRecordPermission(permission))
          .map(({ permission }) => (
            <Checkbox key={permission} checked={grants.general.includes(permission)} onChange={(event) => toggle(permission, event.target.checked)}>
              {t(`permission.${permission}.name`)}
              <small>{t(`permission.${permission}.help`)}</small>
            </Checkbox>
          ))}
      </div>
      {dirty && (
        <div className={rolesCss.saveBar}>
          <span className={css.hint} role={beaten ? "alert" : undefined}>
            {t(beaten ? "roles.beaten" : complete ? "unsaved" : "roles.incomplete")}
          </span>
          <Button onClick={revert}>{t("revert")}</Button>
          {beaten ? (
            <Button type="primary" onClick={() => setBase(role)}>
              {t("roles.keepMine")}
            </Button>
          ) : (
            <Button type="primary" disabled={!complete} loading={save.isPending} onClick={() => save.mutate(undefined)}>
              {t("save")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
