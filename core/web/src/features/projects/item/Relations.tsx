// How an item stands to others: what it blocks and what blocks it, what says the same, what has to do with it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { IconButton } from "@/ui";
import { useRefusal } from "../parts/useRefusal";
import type { WorkItemDetail, WorkItemRef } from "../queries";
import css from "./family.module.css";
import itemCss from "./item.module.css";
import { ItemSelect } from "./ItemSelect";

type Relation = Schemas["Relation"];
const KINDS = ["blocks", "blockedBy", "relates", "duplicates", "duplicatedBy"] as const;
type Kind = (typeof KINDS)[number];
const INVERSE: Partial<Record<Kind, Relation["kind"]>> = { blockedBy: "blocks", duplicatedBy: "duplicates" };

/** A relation as this item tells it. */
function kindOf({ kind, inverse }: Pick<Relation, "kind" | "inverse">): Kind {
  if (!inverse) return kind;
  return kind === "blocks" ? "blockedBy" : "duplicatedBy";
}

interface Props {
  item: WorkItemDetail;
  onOpen: (id: string) => void;
  onChanged: () => void;
}

export function Relations({ item, onOpen, onChanged }: Props) {
  const { t } = useTranslation("projects");
  const refuse = useRefusal();
  const [adding, setAdding] = useState(false);
  const remove = useMutation({
    mutationFn: async ({ kind, inverse, item: other }: Relation) => {
      const [id, to] = inverse ? [other.id, item.id] : [item.id, other.id];
      await api.DELETE("/work-items/{id}/relations/{kind}/{to}", { params: { path: { id, kind, to } } });
    },
    onSuccess: onChanged,
    onError: refuse,
  });
  const may = item.can.update;
  if (item.relations.length === 0 && !may) return null;
  return (
    <section className={itemCss.section} aria-label={t("item.relations")}>
      <div className={itemCss.sectionHead}>
        <h3>{t("item.relations")}</h3>
        {may && !adding && (
          <Button size="small" type="text" icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {t("item.addRelation")}
          </Button>
        )}
      </div>
      {KINDS.map((kind) => {
        const rows = item.relations.filter((relation) => kindOf(relation) === kind);
        if (rows.length === 0) return null;
        return (
          <dl key={kind} className={css.relations}>
            <dt>{t(`item.relation.${kind}`)}</dt>
            <dd>
              <ul>
                {rows.map((relation) => (
                  <li key={relation.item.id} className={css.row}>
                    <span className={itemCss.key}>{relation.item.key}</span>
                    <Other other={relation.item} here={item.projectId} onOpen={onOpen} />
                    {may && (
                      <IconButton
                        className={css.rowRemove ?? ""}
                        size="small"
                        icon={X}
                        iconSize={14}
                        label={t("item.removeRelation", { key: relation.item.key })}
                        disabled={remove.isPending}
                        onClick={() => remove.mutate(relation)}
                      />
                    )}
                  </li>
                ))}
              </ul>
            </dd>
          </dl>
        );
      })}
      {adding && <NewRelation item={item} onClose={() => setAdding(false)} onChanged={onChanged} />}
    </section>
  );
}

function Other({ other, here, onOpen }: { other: WorkItemRef; here: string; onOpen: (id: string) => void }) {
  const title = <span className="ellipsis">{other.title}</span>;
  // One of another project has its own page: this one knows neither its types nor its people.
  if (other.projectId !== here) return <Link to={`/projects/${other.projectId}/items/${other.id}`}>{title}</Link>;
  return (
    <button type="button" className={css.linkButton} title={other.title} onClick={() => onOpen(other.id)}>
      {title}
    </button>
  );
}

function NewRelation({ item, onClose, onChanged }: { item: WorkItemDetail; onClose: () => void; onChanged: () => void }) {
  const { t } = useTranslation("projects");
  const refuse = useRefusal();
  const [kind, setKind] = useState<Kind>("blocks");
  const [project, setProject] = useState(item.projectId);
  const projects = useQuery({
    queryKey: ["projects", "pick"],
    queryFn: () => ok(api.GET("/projects", { params: { query: { limit: 200 } } })),
  });
  const add = useMutation({
    mutationFn: (other: WorkItemRef) => {
      const [id, to] = INVERSE[kind] ? [other.id, item.id] : [item.id, other.id];
      const body = { kind: INVERSE[kind] ?? (kind as Relation["kind"]), to };
      return ok(api.POST("/work-items/{id}/relations", { params: { path: { id } }, body }));
    },
    onSuccess: () => {
      onClose();
      onChanged();
    },
    onError: refuse,
  });
  const others = projects.data?.items ?? [];
  return (
    <div
      className={css.newRelation}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Select<Kind>
        aria-label={t("item.relationKind")}
        popupMatchSelectWidth={false}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: t(`item.relation.${one}`) }))}
        onChange={setKind}
      />
      {others.length > 1 && (
        <Select
          aria-label={t("item.project")}
          popupMatchSelectWidth={false}
          value={project}
          options={others.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setProject}
        />
      )}
      <ItemSelect
        className={css.grow ?? ""}
        autoFocus
        projectId={project}
        value={null}
        disabled={add.isPending}
        label={t("item.relatedItem")}
        placeholder={t("item.searchItem")}
        without={[item.id, ...item.relations.map((one) => one.item.id)]}
        onChange={(other) => other && add.mutate(other)}
      />
      <Button type="text" onClick={onClose}>
        {t("item.cancel")}
      </Button>
    </div>
  );
}
