/** Adding people, one after the other when wished, and changing one. Passwords and links are shown here once. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Form, type InputRef, Segmented, Tabs } from "antd";
import { UserCheck, UserX } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { ErrorState, ListSkeleton, useConfirmDanger, useIsPhone } from "@/ui";
import adminCss from "../admin.module.css";
import css from "./people.module.css";
import { personQuery, rolesQuery } from "../queries";
import { useChange, useTellRefusal } from "../useChange";
import { type Handed, Handover } from "./Handover";
import { membershipsFor, type PersonValues, roleChanges, valuesOf } from "./person";
import { PersonForm } from "./PersonForm";
import { PersonMenu } from "./PersonMenu";
import { SignIn } from "./SignIn";
import { HeldBeforeDisabling, WorkHeld } from "./WorkHeld";

const TOUCHES = ["people", "departments", "roles", "posts", "invitations"];
const WIDTH = 560;
const STALE = 412;
/** The built-in role that people have unless somebody says otherwise. */
const EVERYBODY = "member";

/** How somebody first comes in: by a link and a password of their own choice, or by a password that is handed over. */
const WAYS = ["invitation", "password"] as const;
type Way = (typeof WAYS)[number];

interface AddPersonDrawerProps {
  departmentId: string | undefined;
  /** Begins with the link instead of the password. */
  inviting?: boolean;
  onClose: () => void;
}

export function AddPersonDrawer({ departmentId, inviting = false, onClose }: AddPersonDrawerProps) {
  const { t } = useTranslation("admin");
  const { modal } = App.useApp();
  const phone = useIsPhone();
  const [form] = Form.useForm<PersonValues>();
  const again = useRef(false);
  const [way, setWay] = useState<Way>(inviting ? "invitation" : "password");
  const [created, setCreated] = useState<Handed[]>([]);
  const roles = useQuery(rolesQuery);
  const everybody = roles.data?.items.find((role) => role.builtin && role.key === EVERYBODY);
  const save = useChange(
    async (values: PersonValues): Promise<Handed> => {
      const body = {
        name: values.name.trim(),
        login: values.login,
        email: values.email?.trim() ?? "",
        phone: values.phone?.trim() ?? "",
        memberships: membershipsFor(values.memberships),
        ...(values.roleIds?.length ? { roleIds: values.roleIds } : {}),
      };
      if (way === "password") {
        const { person, initialPassword } = await ok(api.POST("/people", { body }));
        return { name: person.name, login: person.login, secret: { password: initialPassword } };
      }
      const { person, invitation } = await ok(api.POST("/invitations", { body }));
      return { name: person.name, login: person.login, secret: { link: invitation.link, expiresAt: invitation.expiresAt }, mailedTo: invitation.mailed ? person.email : undefined };
    },
    TOUCHES,
    (one) => {
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
        modal.success({ title: t(way === "password" ? "people.added" : "invitations.made", { name: one.name }), content: <Handover handed={[one]} />, okText: t("people.noted"), width: 520 });
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
      title={t(inviting ? "invitations.invite" : "people.add")}
      onClose={onClose}
      mask={{ closable: created.length === 0 }}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{created.length > 0 ? t("close") : t("cancel")}</Button>
          <Button loading={save.isPending && again.current} onClick={() => submit(true)}>
            {t("saveAndAdd")}
          </Button>
          <Button type="primary" loading={save.isPending && !again.current} onClick={() => submit(false)}>
            {t(way === "password" ? "save" : "invitations.make")}
          </Button>
        </div>
      }
    >
      {created.length > 0 && (
        <div className={css.created} role="status">
          <Handover handed={created} />
        </div>
      )}
      <div className={css.way}>
        <Segmented<Way> aria-label={t("people.way")} value={way} options={WAYS.map((value) => ({ value, label: t(`people.by_${value}`) }))} onChange={setWay} />
        <span className={adminCss.hint}>{t(`people.by_${way}_help`)}</span>
      </div>
      {roles.isPending ? (
        <ListSkeleton />
      ) : (
        <PersonForm
          form={form}
          adding
          initial={{ memberships: [{ main: true, ...(departmentId ? { departmentId } : {}) }], roleIds: everybody ? [everybody.id] : [] }}
          onFinish={(values) => save.mutate(values)}
        />
      )}
    </Drawer>
  );
}

export function EditPersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const person = useQuery(personQuery(id));
  if (person.data) return <Editor key={person.data.id} person={person.data} onClose={onClose} />;
  return (
    <Drawer open size={phone ? "100%" : WIDTH} title={t("people.title")} onClose={onClose}>
      {person.error ? <ErrorState error={person.error} onRetry={() => void person.refetch()} /> : <ListSkeleton />}
    </Drawer>
  );
}

function Editor({ person, onClose }: { person: Schemas["Person"]; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const confirm = useConfirmDanger();
  const client = useQueryClient();
  const tell = useTellRefusal();
  const me = useMe();
  const phone = useIsPhone();
  const [part, setPart] = useState("profile");
  const [form] = Form.useForm<PersonValues>();
  const path = { id: person.id };
  const patch = (rev: number, body: Schemas["UpdatePerson"]) => ok(api.PATCH("/people/{id}", { params: { path, header: ifMatch(rev) }, body }));
  // What changed elsewhere shows at once, save under what somebody is just typing.
  const [base, setBase] = useState(person);
  const [touched, setTouched] = useState(false);
  const beaten = touched && person.rev > base.rev;
  const takeTheirs = useCallback(() => {
    setBase(person);
    setTouched(false);
    form.setFieldsValue(valuesOf(person));
  }, [form, person]);
  useEffect(() => {
    if (person.rev > base.rev && !touched) takeTheirs();
  }, [person, base, touched, takeTheirs]);

  const save = useChange(
    async (values: PersonValues) => {
      await patch(base.rev, { name: values.name.trim(), email: values.email?.trim() ?? "", phone: values.phone?.trim() ?? "", memberships: membershipsFor(values.memberships) });
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
    (error) => (isProblem(error) && error.status === STALE ? void client.invalidateQueries({ queryKey: ["people"] }) : tell(error)),
  );
  const setActive = useChange((active: boolean) => patch(person.rev, { active }), TOUCHES, (_, active) => void message.success(t(active ? "people.enabled" : "people.disabled", { name: person.name })));
  const disable = async () => {
    if (await confirm({ title: t("people.disableTitle", { name: person.name }), text: <HeldBeforeDisabling personId={person.id}>{t("people.disableText")}</HeldBeforeDisabling>, verb: t("people.disable") })) setActive.mutate(false);
  };
  const profile = (
    <>
      {beaten && (
        <div className={css.beaten} role="alert">
          <span>{t("people.beaten")}</span>
          <Button size="small" onClick={() => setBase(person)}>
            {t("people.keepMine")}
          </Button>
          <Button size="small" onClick={takeTheirs}>
            {t("people.takeTheirs")}
          </Button>
        </div>
      )}
      <PersonForm form={form} adding={false} initial={valuesOf(person)} onTouched={() => setTouched(true)} onFinish={(values) => save.mutate(values)} />
      <WorkHeld person={person} />
    </>
  );
  return (
    <Drawer
      open
      size={phone ? "100%" : WIDTH}
      title={person.active ? person.name : t("people.nameDisabled", { name: person.name })}
      onClose={onClose}
      push={false}
      extra={<PersonMenu person={person} />}
      styles={{ body: { paddingTop: 0 } }}
      footer={
        part === "profile" && (
          <div className={css.foot}>
            {person.active ? (
              <Button danger disabled={person.id === me.user.id} icon={<UserX size={14} aria-hidden />} onClick={() => void disable()}>
                {t("people.disable")}
              </Button>
            ) : (
              <Button icon={<UserCheck size={14} aria-hidden />} onClick={() => setActive.mutate(true)}>
                {t("people.enable")}
              </Button>
            )}
            <Button type="primary" disabled={beaten} loading={save.isPending} onClick={form.submit}>
              {t("save")}
            </Button>
          </div>
        )
      }
    >
      <Tabs
        activeKey={part}
        onChange={setPart}
        items={[
          { key: "profile", label: t("people.profile"), children: profile },
          { key: "signIn", label: t("people.signIn"), children: <SignIn person={person} /> },
        ]}
      />
    </Drawer>
  );
}
