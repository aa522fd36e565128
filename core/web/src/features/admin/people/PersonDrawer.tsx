/** Adding people, one after the other when wished, and changing one. First passwords are shown here once. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Drawer, Form, type InputRef } from "antd";
import { KeyRound, UserCheck, UserX } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { ErrorState, ListSkeleton, useConfirmDanger, useIsPhone } from "@/ui";
import css from "../admin.module.css";
import { personQuery, rolesQuery } from "../queries";
import { useChange } from "../useChange";
import { CopyButton } from "./CopyButton";
import { membershipsFor, type PersonValues, roleChanges, valuesOf } from "./person";
import { PersonForm } from "./PersonForm";

const TOUCHES = ["people", "departments", "roles", "posts"];
const WIDTH = 560;
/** The role that people have unless somebody says otherwise. */
const EVERYBODY = "employee";

interface Created {
  name: string;
  login: string;
  password: string;
}

export function AddPersonDrawer({ departmentId, onClose }: { departmentId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const { modal } = App.useApp();
  const phone = useIsPhone();
  const [form] = Form.useForm<PersonValues>();
  const again = useRef(false);
  const [created, setCreated] = useState<Created[]>([]);
  const roles = useQuery(rolesQuery);
  const employee = roles.data?.items.find((role) => role.builtin && role.key === EVERYBODY);
  const save = useChange(
    (values: PersonValues) =>
      ok(
        api.POST("/people", {
          body: {
            name: values.name.trim(),
            login: values.login,
            email: values.email?.trim() ?? "",
            phone: values.phone?.trim() ?? "",
            memberships: membershipsFor(values.memberships),
            ...(values.roleIds?.length ? { roleIds: values.roleIds } : {}),
          },
        }),
      ),
    TOUCHES,
    ({ person, initialPassword }) => {
      const one = { name: person.name, login: person.login, password: initialPassword };
      if (again.current) {
        setCreated((list) => [...list, one]);
        // The next one is mostly in the same department with the same roles.
        form.setFieldsValue({ name: "", login: "", email: "", phone: "" });
        (form.getFieldInstance("name") as InputRef | undefined)?.focus();
      } else if (created.length > 0) {
        setCreated((list) => [...list, one]);
        form.resetFields();
      } else {
        onClose();
        modal.success({ title: t("people.added", { name: one.name }), content: <Passwords created={[one]} />, okText: t("people.noted"), width: 480 });
      }
    },
  );
  const submit = (more: boolean) => {
    again.current = more;
    form.submit();
  };
  return (
    <Drawer
      open
      size={phone ? "100%" : WIDTH}
      title={t("people.add")}
      onClose={onClose}
      maskClosable={created.length === 0}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{created.length > 0 ? t("close") : t("cancel")}</Button>
          <Button loading={save.isPending && again.current} onClick={() => submit(true)}>
            {t("saveAndAdd")}
          </Button>
          <Button type="primary" loading={save.isPending && !again.current} onClick={() => submit(false)}>
            {t("save")}
          </Button>
        </div>
      }
    >
      {created.length > 0 && (
        <div className={css.created} role="status">
          <Passwords created={created} />
        </div>
      )}
      {roles.isPending ? (
        <ListSkeleton />
      ) : (
        <PersonForm
          form={form}
          adding
          initial={{ memberships: [{ main: true, ...(departmentId ? { departmentId } : {}) }], roleIds: employee ? [employee.id] : [] }}
          onFinish={(values) => save.mutate(values)}
        />
      )}
    </Drawer>
  );
}

function Passwords({ created }: { created: Created[] }) {
  const { t } = useTranslation("admin");
  const lines = created.map(({ name, login, password }) => `${name}\t${login}\t${password}`).join("\n");
  return (
    <>
      <p className={css.hint}>{t("people.passwordOnce")}</p>
      <ul>
        {created.map((one) => (
          <li key={one.login} style={{ display: "flex", gap: 12, alignItems: "center", minHeight: 32 }}>
            <span>{one.name}</span>
            <span className={css.count}>{one.login}</span>
            <code className={css.password}>{one.password}</code>
          </li>
        ))}
      </ul>
      <CopyButton text={created.length === 1 ? (created[0]?.password ?? "") : lines} label={t(created.length === 1 ? "people.copyPassword" : "people.copyAll")} />
    </>
  );
}

export function EditPersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const person = useQuery(personQuery(id));
  if (person.data) return <Editor key={person.data.rev} person={person.data} onClose={onClose} />;
  return (
    <Drawer open size={phone ? "100%" : WIDTH} title={t("people.title")} onClose={onClose}>
      {person.error ? <ErrorState error={person.error} onRetry={() => void person.refetch()} /> : <ListSkeleton />}
    </Drawer>
  );
}

function Editor({ person, onClose }: { person: Schemas["Person"]; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const { message, modal } = App.useApp();
  const confirm = useConfirmDanger();
  const me = useMe();
  const phone = useIsPhone();
  const [form] = Form.useForm<PersonValues>();
  const path = { id: person.id };
  const patch = (body: { active?: boolean; name?: string; email?: string; phone?: string; memberships?: Schemas["MembershipInput"][] }) => ok(api.PATCH("/people/{id}", { params: { path, header: ifMatch(person.rev) }, body }));

  const save = useChange(
    async (values: PersonValues) => {
      await patch({ name: values.name.trim(), email: values.email?.trim() ?? "", phone: values.phone?.trim() ?? "", memberships: membershipsFor(values.memberships) });
      if (values.roleIds === undefined) return;
      const { add, remove } = roleChanges(person.roles.map((role) => role.id), values.roleIds);
      for (const role of add) await ok(api.POST("/roles/{id}/holders", { params: { path: { id: role } }, body: { userIds: [person.id] } }));
      for (const role of remove) await ok(api.DELETE("/roles/{id}/holders/{userId}", { params: { path: { id: role, userId: person.id } } }));
    },
    TOUCHES,
    () => {
      void message.success(t("saved"));
      onClose();
    },
  );
  const setActive = useChange((active: boolean) => patch({ active }), TOUCHES, (_, active) => void message.success(t(active ? "people.enabled" : "people.disabled", { name: person.name })));
  const reset = useChange(
    () => ok(api.POST("/people/{id}/reset-password", { params: { path } })),
    [],
    ({ initialPassword }) => {
      modal.success({
        title: t("people.resetDone", { name: person.name }),
        content: <Passwords created={[{ name: person.name, login: person.login, password: initialPassword }]} />,
        okText: t("people.noted"),
        width: 480,
      });
    },
  );
  const disable = async () => {
    if (await confirm({ title: t("people.disableTitle", { name: person.name }), text: t("people.disableText"), verb: t("people.disable") })) setActive.mutate(false);
  };
  const askReset = async () => {
    if (await confirm({ title: t("people.resetTitle", { name: person.name }), text: t("people.resetText"), verb: t("people.reset") })) reset.mutate(undefined);
  };
  return (
    <Drawer
      open
      size={phone ? "100%" : WIDTH}
      title={person.active ? person.name : t("people.nameDisabled", { name: person.name })}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <span style={{ display: "flex", gap: 8 }}>
            <Button icon={<KeyRound size={14} aria-hidden />} loading={reset.isPending} onClick={() => void askReset()}>
              {t("people.reset")}
            </Button>
            {person.active ? (
              <Button danger disabled={person.id === me.user.id} icon={<UserX size={14} aria-hidden />} onClick={() => void disable()}>
                {t("people.disable")}
              </Button>
            ) : (
              <Button icon={<UserCheck size={14} aria-hidden />} onClick={() => setActive.mutate(true)}>
                {t("people.enable")}
              </Button>
            )}
          </span>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {t("save")}
          </Button>
        </div>
      }
    >
      <PersonForm form={form} adding={false} initial={valuesOf(person)} onFinish={(values) => save.mutate(values)} />
    </Drawer>
  );
}
