// Choosing who does it: the members of the project who work in it.
import { Select, type SelectProps } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PersonRef } from "@/api";
import { PersonAvatar } from "@/ui";
import type { ProjectMember } from "../queries";
import css from "./item.module.css";

interface Props extends Pick<SelectProps, "variant" | "className" | "status" | "id" | "autoFocus" | "disabled"> {
  members: ProjectMember[];
  value: PersonRef | null | undefined;
  onChange: (person: PersonRef | null) => void;
  label: string;
}

export function MemberSelect({ members, value, onChange, label, ...rest }: Props) {
  const { t } = useTranslation("projects");
  const people = useMemo(() => {
    const able = members.filter((m) => m.role !== "viewer").map((m) => m.user);
    return value && !able.some((p) => p.id === value.id) ? [value, ...able] : able;
  }, [members, value]);
  return (
    <Select<string | null>
      {...rest}
      allowClear
      aria-label={label}
      placeholder={t("item.nobody")}
      showSearch={{ filterOption: (typed, option) => String(option?.["search"] ?? "").includes(typed.toLowerCase()) }}
      popupMatchSelectWidth={240}
      value={value?.id ?? null}
      options={people.map((p) => ({ value: p.id, label: <Person person={p} />, search: `${p.name} ${p.login}`.toLowerCase() }))}
      optionRender={({ value: id }) => {
        const person = people.find((p) => p.id === id);
        return person && <Person person={person} login />;
      }}
      onChange={(id) => onChange(people.find((p) => p.id === id) ?? null)}
    />
  );
}

function Person({ person, login = false }: { person: PersonRef; login?: boolean }) {
  return (
    <span className={css.person}>
      <PersonAvatar person={person} size="small" />
      <span className="ellipsis">{person.name}</span>
      {login && <span className={css.quiet}>{person.login}</span>}
    </span>
  );
}
