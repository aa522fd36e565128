// Choosing a work item of a project by a part of its title or its number.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select, type SelectProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { useDebounced } from "@/ui";
import type { WorkItemRef } from "../queries";
import css from "./family.module.css";
import itemCss from "./item.module.css";

/** Items offered at once: what a person reads before typing another letter. */
const OFFERED = 20;

interface Props extends Pick<SelectProps, "variant" | "className" | "status" | "autoFocus" | "disabled" | "allowClear"> {
  projectId: string;
  value: WorkItemRef | null | undefined;
  onChange: (item: WorkItemRef | null) => void;
  label: string;
  placeholder: string;
  /** Items that make no sense here, such as the item itself. */
  without?: string[];
  /** The keys of the types that may be chosen; any where absent. */
  types?: string[] | null | undefined;
}

export function ItemSelect({ projectId, value, onChange, label, placeholder, without = [], types, ...rest }: Props) {
  const { t } = useTranslation("projects");
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const q = useDebounced(typed.trim());
  const found = useQuery({
    queryKey: ["workItems", projectId, "pick", q, types],
    queryFn: () => {
      const filter = types ? JSON.stringify({ field: "$type", op: "in", value: types }) : undefined;
      const query = { limit: OFFERED, sort: "-$updatedAt", ...(q ? { q } : {}), ...(filter ? { filter } : {}) };
      return ok(api.GET("/projects/{id}/work-items", { params: { path: { id: projectId }, query } }));
    },
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const items: WorkItemRef[] = (found.data?.items ?? []).filter((item) => !without.includes(item.id));
  const all = value && !items.some((item) => item.id === value.id) ? [value, ...items] : items;
  return (
    <Select<string | null>
      {...rest}
      aria-label={label}
      placeholder={placeholder}
      popupMatchSelectWidth={360}
      open={open}
      onOpenChange={setOpen}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      value={value?.id ?? null}
      options={all.map((item) => ({
        value: item.id,
        label: (
          <span className={css.itemOption}>
            <span className={itemCss.key}>{item.key}</span>
            <span className="ellipsis">{item.title}</span>
          </span>
        ),
      }))}
      notFoundContent={found.isFetching ? t("item.searching") : t("item.noneFound")}
      onChange={(id) => {
        setTyped("");
        onChange(all.find((item) => item.id === id) ?? null);
      }}
    />
  );
}
