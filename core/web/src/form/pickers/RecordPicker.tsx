// Choosing records of another form by their titles.

import { Select } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_REFS, type RecordRef } from "../schema";
import { useFormServices } from "../services";
import type { PickerProps } from "./PersonPicker";

export function RecordPicker({
  form,
  value,
  onChange,
  multiple = false,
  refs = NO_REFS,
  ...rest
}: PickerProps & { form: string }) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState<Record<string, RecordRef>>({});
  const asked = useDeferredValue(query.trim());
  const records = useQuery({
    queryKey: ["records", "lookup", form, asked],
    queryFn: () => services.lookupRecords(form, asked),
    enabled: open && form !== "",
    placeholderData: keepPreviousData,
  });
  const found = records.data ?? [];
  const title = (id: string) => (known[id] ?? refs.records[id] ?? found.find((r) => r.id === id))?.title ?? t("unknownRecord");
  const change = (next: string | string[] | undefined) => {
    const ids = next === undefined ? [] : Array.isArray(next) ? next : [next];
    setKnown((old) => ({ ...old, ...Object.fromEntries(found.filter((r) => ids.includes(r.id)).map((r) => [r.id, r])) }));
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
      loading={records.isFetching}
      options={[
        ...found.map((r) => ({ value: r.id, label: r.title })),
        ...value.filter((id) => !found.some((r) => r.id === id)).map((id) => ({ value: id, label: title(id) })),
      ]}
      placeholder={rest.placeholder ?? t("reference.placeholder")}
      notFoundContent={records.isPending ? t("loading") : records.isError ? t("loadFailed") : t("reference.none")}
    />
  );
}
