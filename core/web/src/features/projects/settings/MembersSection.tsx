// Who is in the project, and in which role.
import { Button, Input, Select } from "antd";
import { Search, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok } from "@/api";
import { useMe } from "@/app/me";
import { PersonPicker } from "@/form";
import { EmptyState, IconButton, PersonAvatar, useConfirmDanger } from "@/ui";
import type { ProjectMember, ProjectRole } from "../queries";
import { useProject } from "../useProject";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { useSetting } from "./useSetting";

const ROLES: ProjectRole[] = ["viewer", "member", "admin"];
/** Below this many people a search box is only in the way. */
const SEARCH_FROM = 12;

export function MembersSection() {
  const { t } = useTranslation("projects");
  const { project, members } = useProject();
  const [query, setQuery] = useState("");
  const asked = query.trim().toLowerCase();
  const found = members.filter(({ user }) => !asked || `${user.name} ${user.login}`.toLowerCase().includes(asked));
  return (
    <section>
      <SectionHead title={t("settings.members")} hint={t("settings.membersHint")} />
      {project.can.arrange && <AddMembers />}
      {members.length >= SEARCH_FROM && (
        <Input
          className={css.memberSearch ?? ""}
          prefix={<Search size={14} aria-hidden />}
          placeholder={t("settings.searchMembers")}
          aria-label={t("settings.searchMembers")}
          allowClear
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      {found.length === 0 ? (
        <EmptyState title={t("settings.noMemberFound", { query: query.trim() })} />
      ) : (
        <ul className={css.members} aria-label={t("settings.members")}>
          {found.map((member) => (
            <Member key={member.user.id} member={member} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AddMembers() {
  const { t } = useTranslation("projects");
  const { project, members } = useProject();
  const [ids, setIds] = useState<string[]>([]);
  const [role, setRole] = useState<ProjectRole>("member");
  const add = useSetting({
    run: async (people: string[]) => {
      for (const userId of people) {
        // Who is in already keeps their role: it is changed in their own row.
        if (!members.some(({ user }) => user.id === userId)) await setMember(project.id, userId, role);
        setIds((left) => left.filter((id) => id !== userId));
      }
    },
    said: t("settings.added"),
  });
  return (
    <form
      className={css.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (ids.length > 0 && !add.isPending) add.mutate(ids);
      }}
    >
      <PersonPicker aria-label={t("settings.addPeople")} placeholder={t("settings.addPeople")} multiple value={ids} onChange={setIds} className={css.addPeople ?? ""} />
      <RoleSelect label={t("settings.addRole")} value={role} onChange={setRole} />
      <Button htmlType="submit" type="primary" disabled={ids.length === 0} loading={add.isPending}>
        {t("settings.add")}
      </Button>
    </form>
  );
}

function Member({ member: { user, role } }: { member: ProjectMember }) {
  const { t } = useTranslation("projects");
  const me = useMe();
  const { project } = useProject();
  const confirm = useConfirmDanger();
  const isLead = user.id === project.lead.id;
  const isMe = user.id === me.user.id;
  const change = useSetting({ run: (next: ProjectRole) => setMember(project.id, user.id, next) });
  const remove = useSetting({
    run: async () => {
      try {
        await api.DELETE("/projects/{id}/members/{userId}", { params: { path: { id: project.id, userId: user.id } } });
      } catch (error) {
        // Somebody else was faster: it is as wished.
        if (!isProblem(error) || error.status !== 404) throw error;
      }
    },
    said: t("settings.removed", { name: user.name }),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t(isMe ? "settings.askLeave" : "settings.askRemove", { name: user.name, project: project.name }),
      text: t("settings.askRemoveText"),
      verb: t("settings.remove"),
    });
    if (agreed) remove.mutate(undefined);
  };
  const demote = async (next: ProjectRole) => {
    // Without being admin one cannot give oneself the role back.
    const giveUp = isMe && role === "admin" && next !== "admin";
    if (!giveUp || (await confirm({ title: t("settings.askGiveUp"), text: t("settings.askGiveUpText"), verb: t("settings.giveUp") }))) change.mutate(next);
  };
  return (
    <li className={css.member}>
      <PersonAvatar person={user} />
      <span className={css.who}>
        <span className="ellipsis">{user.name}</span>
        <span className={`${css.quiet} ellipsis`}>{user.login}</span>
      </span>
      {isLead ? (
        <span className={css.quiet}>{t("settings.isLead")}</span>
      ) : project.can.arrange ? (
        <>
          <RoleSelect label={t("settings.roleOf", { name: user.name })} value={change.isPending ? change.variables : role} onChange={(next) => void demote(next)} disabled={change.isPending} />
          <IconButton icon={UserMinus} label={t("settings.removeName", { name: user.name })} loading={remove.isPending} onClick={() => void ask()} />
        </>
      ) : (
        <span className={css.quiet}>{t(`role.${role}`)}</span>
      )}
    </li>
  );
}

function RoleSelect({ label, value, onChange, disabled = false }: { label: string; value: ProjectRole; onChange: (role: ProjectRole) => void; disabled?: boolean }) {
  const { t } = useTranslation("projects");
  return (
    <Select<ProjectRole>
      aria-label={label}
      className={css.role ?? ""}
      popupMatchSelectWidth={false}
      disabled={disabled}
      value={value}
      onChange={onChange}
      options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`), role }))}
      optionRender={({ data }) => (
        <span className={css.roleOption}>
          <span>{t(`role.${data.role}`)}</span>
          <span className={css.quiet}>{t(`settings.roleText.${data.role}`)}</span>
        </span>
      )}
    />
  );
}

function setMember(id: string, userId: string, role: ProjectRole) {
  return ok(api.PUT("/projects/{id}/members/{userId}", { params: { path: { id, userId } }, body: { role } }));
}
