// Choosing people by typing part of a name, login or e-mail.

import { Select, type SelectProps } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_REFS, type PersonRef, type Refs } from "../schema";
import { useFormServices } from "../services";
import { PersonOption } from "./PersonOption";

export interface PickerProps extends Pick<
  SelectProps,
  | "id"
  | "disabled"
  | "status"
  | "placeholder"
  | "size"
  | "variant"
  | "aria-label"
  | "aria-describedby"
  | "aria-required"
  | "className"
  | "style"
  | "autoFocus"
  | "defaultOpen"
> {
  value: string[];
  onChange: (ids: string[]) => void;
  multiple?: boolean;
  refs?: Refs | undefined;
}

export function PersonPicker({ value, onChange, multiple = false, refs = NO_REFS, ...rest }: PickerProps) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(rest.defaultOpen ?? false);
  const [known, setKnown] = useState<Record<string, PersonRef>>({});
  const asked = useDeferredValue(query.trim());
  const people = useQuery({
    queryKey: ["people", "pick", asked],
    queryFn: () => services.searchPeople(asked),
    enabled: open || asked !== "",
    placeholderData: keepPreviousData,
  });
  const found = people.data ?? [];
  const person = (id: string) => known[id] ?? refs.people[id] ?? found.find((p) => p.id === id);
  const options = [
    ...found.map((p) => ({ value: p.id, label: p.name, person: p })),
    ...value
      .filter((id) => !found.some((p) => p.id === id))
      .map((id) => ({ value: id, label: person(id)?.name ?? t("unknownPerson"), person: person(id) })),
  ];
  const change = (next: string | string[] | undefined) => {
    const ids = next === undefined ? [] : Array.isArray(next) ? next : [next];
    setKnown((old) => ({ ...old, ...Object.fromEntries(found.filter((p) => ids.includes(p.id)).map((p) => [p.id, p])) }));
    onChange(ids);
  };
  return (
    <Select<string | string[]>
      {...rest}
      {...(multiple ? { mode: "multiple" as const, maxTagCount: "responsive" as const } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setQuery }}
      value={multiple ? value : (value[0] ?? (null as unknown as string))}
      onChange={change}
      open={open}
      onOpenChange={setOpen}
      options={options}
      loading={people.isFetching}
      placeholder={rest.placeholder ?? t("person.placeholder")}
      notFoundContent={people.isPending ? t("loading") : people.isError ? t("loadFailed") : t("person.none")}
      optionRender={({ data, label }) => {
        const offered = (data as { person?: PersonRef }).person;
        return offered ? <PersonOption person={offered} /> : label;
      }}
    />
  );
}
