// Choosing departments in their tree, by opening it or by typing part of a name.

import { TreeSelect } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_REFS, textOf } from "../schema";
import { useFormServices, type DepartmentNode } from "../services";
import type { PickerProps } from "./PersonPicker";

interface TreeNode {
  value: string;
  title: string;
  children: TreeNode[];
}

function treeOf(departments: DepartmentNode[], locale: string): TreeNode[] {
  const nodes = new Map(
    departments.map((d) => [d.id, { value: d.id, title: textOf(d.name, locale, d.id), children: [] as TreeNode[] }]),
  );
  const roots: TreeNode[] = [];
  for (const d of departments) {
    const node = nodes.get(d.id);
    if (!node) continue;
    const parent = d.parentId ? nodes.get(d.parentId) : undefined;
    if (parent) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}

interface Props extends PickerProps {
  /** Shows every chosen one, on as many lines as it takes, instead of those that fit one. */
  whole?: boolean;
}

export function DepartmentPicker({ value, onChange, multiple = false, whole = false, refs = NO_REFS, ...rest }: Props) {
  const { t, i18n } = useTranslation("form");
  const services = useFormServices();
  const [open, setOpen] = useState(false);
  const departments = useQuery({
    queryKey: ["departments", "pick"],
    queryFn: () => services.listDepartments(),
    enabled: open,
  });
  const tree = useMemo(() => treeOf(departments.data ?? [], i18n.language), [departments.data, i18n.language]);
  const known = new Set((departments.data ?? []).map((d) => d.id));
  const kept = value
    .filter((id) => !known.has(id))
    .map((id) => ({ value: id, title: textOf(refs.departments[id]?.name, i18n.language, t("unknownDepartment")), children: [] }));
  const { size, variant, status, id, disabled, className, style } = rest;
  return (
    <TreeSelect<string | string[]>
      {...{ size, variant, status, id, disabled, className, style }}
      aria-label={rest["aria-label"]}
      aria-describedby={rest["aria-describedby"]}
      aria-required={rest["aria-required"]}
      treeData={[...kept, ...tree]}
      {...(multiple ? { multiple: true, ...(whole ? {} : { maxTagCount: "responsive" as const }) } : {})}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: "title" }}
      allowClear
      open={open}
      onOpenChange={setOpen}
      value={multiple ? value : (value[0] ?? (null as unknown as string))}
      onChange={(next) => onChange(next == null ? [] : Array.isArray(next) ? next : [next])}
      placeholder={rest.placeholder ?? t("department.placeholder")}
      notFoundContent={departments.isPending ? t("loading") : t("department.none")}
    />
  );
}
