// Choosing one of the people who work in the project, or nobody.
import { Select, type SelectProps } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PersonRef } from "@/api";
import { PersonName } from "@/ui";
import css from "../projects.module.css";
import type { ProjectMember } from "../queries";

interface Props extends Pick<SelectProps, "variant" | "className" | "status" | "id" | "disabled"> {
  members: ProjectMember[];
  value: PersonRef | null | undefined;
  label: string;
  onChange: (person: PersonRef | null) => void;
  /** Opens at once, for editing in place. */
  defaultOpen?: boolean;
  onClosed?: () => void;
  /** Nobody is no choice. */
  required?: boolean;
}

const NOBODY = "";
const POPUP_PX = 240;

export function MemberSelect({ members, value, label, onChange, defaultOpen = false, onClosed, required = false, className, ...rest }: Props) {
  const { t } = useTranslation("projects");
  const people = useMemo(() => {
    // Viewers change nothing, so nothing is assigned to them; who has it already stays to be seen.
    const able = members.filter(({ role }) => role !== "viewer").map(({ user }) => user);
    return value && !able.some(({ id }) => id === value.id) ? [value, ...able] : able;
  }, [members, value]);
  const nobody = <span className={css.nothing}>{t("items.nobody")}</span>;
  return (
    <Select<string | null>
      {...rest}
      className={`${css.memberSelect} ${className ?? ""}`}
      aria-label={label}
      autoFocus={defaultOpen}
      defaultOpen={defaultOpen}
      placeholder={t("items.nobody")}
      popupMatchSelectWidth={POPUP_PX}
      showSearch={{ filterOption: (typed, option) => String(option?.["search"] ?? "").includes(typed.toLowerCase()) }}
      value={value?.id ?? (required ? null : NOBODY)}
      options={[
        ...(required ? [] : [{ value: NOBODY, label: nobody, search: t("items.nobody").toLowerCase() }]),
        ...people.map((person) => ({ value: person.id, label: <PersonName person={person} />, search: `${person.name} ${person.login}`.toLowerCase() })),
      ]}
      optionRender={({ value: id }) => {
        const person = people.find((one) => one.id === id);
        if (!person) return nobody;
        return (
          <span className={css.memberOption}>
            <PersonName person={person} />
            <span className={css.quiet}>{person.login}</span>
          </span>
        );
      }}
      onChange={(id) => onChange(people.find((one) => one.id === id) ?? null)}
      onOpenChange={(open) => {
        if (!open) onClosed?.();
      }}
    />
  );
}
