// Choosing one of the people who work in the project, or nobody.
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonRef } from "@/api";
import { PersonName } from "@/ui";
import type { ProjectMember } from "../queries";

interface MemberSelectProps {
  members: ProjectMember[];
  value: PersonRef | null | undefined;
  label: string;
  onChange: (person: PersonRef | undefined) => void;
  /** Opens at once, for editing in place. */
  defaultOpen?: boolean;
  onClosed?: () => void;
  /** Nobody is no choice. */
  required?: boolean;
}

const NOBODY = "";
const POPUP_PX = 220;

export function MemberSelect({ members, value, label, onChange, defaultOpen = false, onClosed, required = false }: MemberSelectProps) {
  const { t } = useTranslation("projects");
  // Viewers change nothing, so nothing is assigned to them; who has it already stays to be seen.
  const people = members.filter(({ role }) => role !== "viewer").map(({ user }) => user);
  if (value && !people.some(({ id }) => id === value.id)) people.push(value);
  return (
    <Select<string>
      aria-label={label}
      autoFocus={defaultOpen}
      defaultOpen={defaultOpen}
      style={{ width: "100%" }}
      popupMatchSelectWidth={POPUP_PX}
      showSearch={{ optionFilterProp: "label" }}
      value={value?.id ?? NOBODY}
      options={[...(required ? [] : [{ value: NOBODY, label: t("items.nobody") }]), ...people.map(({ id, name, login }) => ({ value: id, label: `${name} ${login}` }))]}
      optionRender={({ value: id, label: text }) => {
        const person = people.find((one) => one.id === id);
        return person ? <PersonName person={person} /> : text;
      }}
      labelRender={({ value: id }) => people.find((one) => one.id === id)?.name ?? t("items.nobody")}
      onChange={(id) => onChange(people.find((one) => one.id === id))}
      onOpenChange={(open) => {
        if (!open) onClosed?.();
      }}
    />
  );
}
