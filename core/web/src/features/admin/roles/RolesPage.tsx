/** `/admin/roles`: the roles at the left; what the chosen one allows, over which fields, and who holds it, at the right. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Segmented } from "antd";
import { KeyRound, Lock, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ifMatch, type LocalizedText, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, IconButton, ListSkeleton, Sheet, useConfirmDanger, useIsPhone } from "@/ui";
import adminCss from "../admin.module.css";
import css from "../split.module.css";
import rolesCss from "./roles.module.css";
import { NamePair, trimmed } from "../NamePair";
import { roleQuery, rolesQuery } from "../queries";
import { useChange } from "../useChange";
import { FieldRights } from "./FieldRights";
import { GrantsEditor } from "./GrantsEditor";
import { Holders } from "./Holders";

export default function RolesPage() {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<"add" | Schemas["Role"] | null>(null);
  const roles = useQuery(rolesQuery);
  const all = roles.data?.items ?? [];
  const id = params.get("id") ?? (phone ? undefined : all[0]?.id);
  // Another role is shown at the same part: fields are compared from role to role.
  const choose = (next: string | null) =>
    setParams((old) => (next ? { id: next, ...kept(old) } : {}), { replace: true });

  if (roles.error) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <ListSkeleton />;
  return (
    <div className={css.split}>
      {(!phone || !id) && (
        <div className={css.side} style={phone ? {} : { width: 256 }}>
          <div className={css.sideTools}>
            <Button type="primary" block icon={<Plus size={16} aria-hidden />} onClick={() => setDialog("add")}>
              {t("roles.add")}
            </Button>
          </div>
          <ul className={css.sideScroll} aria-label={t("section.roles")}>
            {all.map((role) => (
              <li key={role.id}>
                <button type="button" className={rolesCss.listButton} aria-current={role.id === id} onClick={() => choose(role.id)}>
                  <span className="ellipsis">{pick(role.name)}</span>
                  {role.builtin && <Lock size={12} aria-label={t("roles.builtin")} />}
                  <small>{t("roles.holderCount", { count: role.holderCount })}</small>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {id ? (
        <RoleDetails key={id} id={id} onBack={phone ? () => choose(null) : undefined} onRename={setDialog} onDeleted={() => choose(null)} />
      ) : (
        !phone && (
          <EmptyState icon={KeyRound} title={t("roles.empty")}>
            {t("roles.emptyText")}
          </EmptyState>
        )
      )}
      {dialog && <RoleDialog role={dialog === "add" ? undefined : dialog} onClose={() => setDialog(null)} onSaved={choose} />}
    </div>
  );
}

const PARTS = ["grants", "fields", "holders"] as const;
type Part = (typeof PARTS)[number];

/** What stays in the address when another role is chosen. */
function kept(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries(["part", "form"].flatMap((key) => (params.get(key) ? [[key, params.get(key) ?? ""]] : [])));
}

interface RoleDetailsProps {
  id: string;
  onBack: (() => void) | undefined;
  onRename: (role: Schemas["Role"]) => void;
  onDeleted: () => void;
}

function RoleDetails({ id, onBack, onRename, onDeleted }: RoleDetailsProps) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const confirm = useConfirmDanger();
  const [params, setParams] = useSearchParams();
  const part = PARTS.find((candidate) => candidate === params.get("part")) ?? "grants";
  const role = useQuery(roleQuery(id));
  const remove = useChange(() => ok(api.DELETE("/roles/{id}", { params: { path: { id } } })), ["roles"], onDeleted);
  if (role.error) return <ErrorState error={role.error} onRetry={() => void role.refetch()} />;
  if (!role.data) {
    return (
      <div className={css.main}>
        <ListSkeleton />
      </div>
    );
  }
  const { data } = role;
  const name = pick(data.name);
  const askRemove = async () => {
    if (await confirm({ title: t("roles.removeTitle", { name }), text: t("roles.removeText", { count: data.holderCount }), verb: t("remove") })) remove.mutate(undefined);
  };
  return (
    <section className={css.main} aria-label={name}>
      {onBack && (
        <Button type="link" style={{ paddingInline: 0 }} onClick={onBack}>
          {t("roles.backToList")}
        </Button>
      )}
      <div className={adminCss.tools}>
        <h2 className={css.title}>{name}</h2>
        <span className={adminCss.count}>{data.key}</span>
        <IconButton icon={Pencil} label={t("roles.rename")} onClick={() => onRename(data)} />
        {!data.builtin && <IconButton icon={Trash2} label={t("roles.remove")} onClick={() => void askRemove()} />}
        <span className={adminCss.end}>
          <Segmented<Part>
            aria-label={name}
            value={part}
            options={[
              { value: "grants", label: t("roles.grants") },
              { value: "fields", label: t("fields.title") },
              { value: "holders", label: `${t("roles.holders")} ${data.holderCount}` },
            ]}
            onChange={(next) => setParams({ id, ...kept(params), part: next }, { replace: true })}
          />
        </span>
      </div>
      {part === "grants" && <GrantsEditor role={data} />}
      {part === "fields" && <FieldRights role={data} name={name} />}
      {part === "holders" && <Holders role={data} name={name} />}
    </section>
  );
}

function RoleDialog({ role, onClose, onSaved }: { role: Schemas["Role"] | undefined; onClose: () => void; onSaved: (id: string) => void }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const [form] = Form.useForm<{ name: LocalizedText; key: string }>();
  const save = useChange(
    ({ name, key }: { name: LocalizedText; key: string }) =>
      role
        ? ok(api.PATCH("/roles/{id}", { params: { path: { id: role.id }, header: ifMatch(role.rev) }, body: { name } }))
        : ok(api.POST("/roles", { body: { key, name } })),
    ["roles"],
    ({ id }) => {
      onSaved(id);
      onClose();
    },
  );
  return (
    <Sheet
      title={role ? t("roles.renameTitle", { name: pick(role.name) }) : t("roles.add")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form form={form} className={adminCss.form ?? ""} layout="vertical" requiredMark={false} initialValues={{ name: role?.name ?? {} }} onFinish={({ name, key }) => save.mutate({ name: trimmed(name), key: key?.trim() ?? "" })}>
        <NamePair autoFocus />
        {!role && (
          <Form.Item
            name="key"
            label={t("roles.key")}
            extra={t("roles.keyHelp")}
            rules={[
              { required: true, message: t("roles.keyNeeded") },
              { pattern: /^[a-z][a-z0-9_-]{0,62}$/, message: t("roles.keyForm") },
            ]}
          >
            <Input maxLength={63} />
          </Form.Item>
        )}
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
