/** All fields × all nodes: one click moves a cell to its next right, a column's menu sets it as a whole. */
import { Button, Dropdown, Input } from "antd";
import { ChevronDown, Eye, EyeOff, Pencil, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { ButtonLink, EmptyState } from "@/ui";
import type { FieldRight, FieldRights, FlowNode } from "../model/definition";
import { type FieldPlace, fieldPlaces } from "../model/form";
import { type NodeWithRights, choices, hasRights, rightAt, withAll, withRight } from "../model/rights";
import { usePanel } from "./context";
import css from "./panel.module.css";

const ICONS = { edit: Pencil, read: Eye, hidden: EyeOff };

export function RightsMatrix() {
  const { t, i18n } = useTranslation("flow-designer");
  const { definition, schema, formId, words, change } = usePanel();
  const [query, setQuery] = useState("");
  const all = fieldPlaces(schema?.fields ?? []);
  const label = (place: FieldPlace) => [place.table, place.field].flatMap((field) => (field ? [textOf(field.label, i18n.language, field.key)] : [])).join(" · ");
  const places = all.filter((place) => label(place).toLowerCase().includes(query.trim().toLowerCase()));
  const nodes = definition.nodes.filter(hasRights);
  const set = (node: NodeWithRights, fieldRights: FieldRights) =>
    change({ ...definition, nodes: definition.nodes.map((candidate): FlowNode => (candidate.key === node.key ? { ...node, fieldRights } : candidate)) });
  const next = (node: NodeWithRights, right: FieldRight): FieldRight => {
    const offered = choices(node);
    return offered[(offered.indexOf(right) + 1) % offered.length] ?? right;
  };

  if (all.length === 0) {
    return (
      <EmptyState
        title={t("rights.none")}
        action={
          formId && (
            <ButtonLink to={`/studio/forms/${formId}`} type="primary">{t("rights.openForm")}</ButtonLink>
          )
        }
      />
    );
  }
  return (
    <>
      <div className={css.matrixBar}>
        <Input allowClear style={{ width: 200 }} prefix={<Search size={14} aria-hidden />} aria-label={t("rights.search")} placeholder={t("rights.search")} value={query} onChange={(event) => setQuery(event.target.value)} />
        <span>{t("rights.matrixHelp")}</span>
      </div>
      <div className={css.matrixScroll}>
        <table className={css.matrix} aria-label={t("rights.matrix")}>
          <thead>
            <tr>
              <th scope="col">{t("rights.field")}</th>
              {nodes.map((node) => (
                <th key={node.key} scope="col">
                  <Dropdown
                    trigger={["click"]}
                    menu={{
                      items: choices(node).map((right) => ({ key: right, label: t(`rights.${right}`) })),
                      onClick: ({ key }) => set(node, withAll(node, all.map((place) => place.path), key as FieldRight)),
                    }}
                  >
                    <Button type="text" size="small" title={t("rights.setAll")} aria-label={`${words.nodeName(node)}${t("summary.comma")}${t("rights.setAll")}`}>
                      {words.nodeName(node)}
                      <ChevronDown size={12} aria-hidden />
                    </Button>
                  </Dropdown>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={place.path}>
                <th scope="row" className={`ellipsis ${place.table ? css.column : ""}`} title={label(place)}>
                  {label(place)}
                </th>
                {nodes.map((node) => {
                  const right = rightAt(node, place.path);
                  const Icon = ICONS[right];
                  const word = t(`rights.${right}`);
                  return (
                    <td key={node.key}>
                      <button
                        type="button"
                        className={css.cell}
                        data-right={right}
                        data-set={node.fieldRights?.[place.path] !== undefined}
                        aria-label={t("rights.cell", { field: label(place), node: words.nodeName(node), right: word })}
                        onClick={() => set(node, withRight(node, place.path, next(node, right)))}
                      >
                        <Icon size={14} aria-hidden />
                        {word}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
