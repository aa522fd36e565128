// Another type for an item, or another project: what it loses there is said before it goes.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok } from "@/api";
import { textOf } from "@/form";
import { pickText } from "@/i18n";
import { Sheet } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import { useRefusal } from "../parts/useRefusal";
import { changeItem, membersQuery, typesQuery, type WorkItemDetail } from "../queries";
import { transferItem } from "./deeds";
import css from "./ask.module.css";
import itemCss from "./item.module.css";
import { type Lost, lostBy } from "./lost";

interface Props {
  item: WorkItemDetail;
  onClose: () => void;
  onChanged: () => void;
}

export function TransferDialog({ item, onClose, onChanged }: Props) {
  const { t } = useTranslation("projects");
  const navigate = useNavigate();
  const refuse = useRefusal();
  const [projectId, setProjectId] = useState(item.projectId);
  const [chosen, setChosen] = useState<string>();
  const projects = useQuery({
    queryKey: ["projects", "pick"],
    queryFn: () => ok(api.GET("/projects", { params: { query: { limit: 200 } } })),
  });
  const types = useQuery(typesQuery(projectId));
  const members = useQuery(membersQuery(projectId));
  const elsewhere = projectId !== item.projectId;
  const possible = (types.data ?? []).filter((type) => elsewhere || type.key !== item.type);
  const type = possible.find((one) => one.key === chosen) ?? (elsewhere ? possible.find((one) => one.key === item.type) : undefined);
  const workers = members.data?.filter((m) => m.role !== "viewer").map((m) => m.user.id);
  const lost = type && members.data ? lostBy(item, type, elsewhere ? workers : undefined) : undefined;
  const hasChildren = elsewhere && item.children > 0;

  const go = useMutation({
    mutationFn: async () => {
      if (!type) return;
      if (elsewhere) await transferItem(item.id, projectId, type.key);
      else await changeItem(item, { type: type.key });
    },
    onSuccess: () => {
      onClose();
      onChanged();
      if (elsewhere) void navigate(`/projects/${projectId}/items/${item.id}`);
    },
    onError: refuse,
  });
  const workable = (projects.data?.items ?? []).filter((one) => one.can.work || one.id === item.projectId);
  return (
    <Sheet
      title={t("item.transferTitle", { key: item.key })}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t(elsewhere ? "item.move" : "item.convert")} onSubmit={() => go.mutate()} busy={go.isPending} disabled={!type || !lost || hasChildren} />}
    >
      <div className={css.asks}>
        <div className={itemCss.ask}>
          <span>{t("item.project")}</span>
          <Select
            aria-label={t("item.project")}
            loading={projects.isPending}
            showSearch={{ optionFilterProp: "label" }}
            value={projectId}
            options={workable.map((one) => ({
              value: one.id,
              label: one.id === item.projectId ? t("item.thisProject", { name: one.name }) : one.name,
            }))}
            onChange={(next) => {
              setProjectId(next);
              setChosen(undefined);
            }}
          />
        </div>
        <div className={itemCss.ask}>
          <span>{t("item.type")}</span>
          <Select
            aria-label={t("item.type")}
            loading={types.isPending}
            placeholder={t("item.chooseType")}
            value={type?.key ?? null}
            options={possible.map((one) => ({ value: one.key, label: pickText(one.name) }))}
            onChange={setChosen}
          />
        </div>
        {hasChildren ? (
          <Alert type="error" showIcon title={t("item.hasChildren", { count: item.children })} />
        ) : (
          lost && <Losses item={item} lost={lost} elsewhere={elsewhere} />
        )}
      </div>
    </Sheet>
  );
}

function Losses({ item, lost, elsewhere }: { item: WorkItemDetail; lost: Lost; elsewhere: boolean }) {
  const { t, i18n } = useTranslation("projects");
  const lines = [
    ...lost.fields.map((f) => t("item.lose.field", { field: textOf(f.label, i18n.language, f.key) })),
    ...(lost.status ? [t("item.lose.status", { status: pickText(lost.status.name) })] : []),
    ...(lost.assignee ? [t("item.lose.assignee", { name: item.assignee?.name })] : []),
    ...(lost.parent ? [t("item.lose.parent", { parent: `${item.parent?.key} ${item.parent?.title}` })] : []),
    ...(elsewhere ? [t("item.lose.number", { key: item.key })] : []),
  ];
  if (lines.length === 0) return <Alert type="success" showIcon title={t("item.lose.nothing")} />;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("item.lose.title")}
      description={
        <ul className={css.losses}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
