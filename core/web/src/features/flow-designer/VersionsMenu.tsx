/** The published versions: look at one, or put it back into the draft. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Popover } from "antd";
import { ChevronDown, Eye, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, ok } from "@/api";
import { ErrorState, IconButton, ListSkeleton, shortDateTime, useDateWords, useProblemToast } from "@/ui";
import css from "./designer.module.css";

interface VersionsMenuProps {
  flowKey: string;
  baseVersion: number | undefined;
  published: boolean;
  viewed: number | undefined;
  onView: (version: number) => void;
  /** Saves what is not saved yet and gives the draft's revision; nothing when it could not. */
  settle: () => Promise<number | undefined>;
  onRolledBack: () => void;
}

export function VersionsMenu({ flowKey, baseVersion, published, viewed, onView, settle, onRolledBack }: VersionsMenuProps) {
  const { t } = useTranslation("flow-designer");
  const [open, setOpen] = useState(false);
  const title = viewed
    ? t("version.published", { version: viewed })
    : !baseVersion
      ? t("version.draftFirst")
      : published
        ? t("version.isPublished", { version: baseVersion })
        : t("version.draft", { version: baseVersion + 1 });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 4 } }}
      content={<Versions flowKey={flowKey} onClose={() => setOpen(false)} onView={onView} settle={settle} onRolledBack={onRolledBack} />}
    >
      <Button size="small" aria-haspopup="dialog" aria-expanded={open}>
        {title}
        <ChevronDown size={14} aria-hidden />
      </Button>
    </Popover>
  );
}

function Versions({ flowKey, onClose, onView, settle, onRolledBack }: Pick<VersionsMenuProps, "flowKey" | "onView" | "settle" | "onRolledBack"> & { onClose: () => void }) {
  const { t } = useTranslation("flow-designer");
  const words = useDateWords();
  const { message, modal } = App.useApp();
  const toast = useProblemToast();
  const versions = useQuery({
    queryKey: ["flow", flowKey, "versions"],
    queryFn: () => ok(api.GET("/flows/{key}/versions", { params: { path: { key: flowKey }, query: { limit: 100 } } })),
  });
  const rollback = useMutation({
    mutationFn: async (version: number) => {
      const rev = await settle();
      if (rev === undefined) return undefined;
      return ok(api.POST("/flows/{key}/rollback", { params: { path: { key: flowKey }, header: ifMatch(rev) }, body: { version } }));
    },
    onSuccess: (draft, version) => {
      if (!draft) return;
      onRolledBack();
      void message.success(t("version.rolledBack", { version }));
    },
    onError: toast,
  });
  if (versions.error) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <ListSkeleton rows={3} />;
  if (versions.data.items.length === 0) return <p className={css.version}>{t("version.none")}</p>;
  return (
    <ul className={css.versions} aria-label={t("version.menu")}>
      {versions.data.items.map((version) => (
        <li key={version.version} className={css.version}>
          <div className={css.versionText}>
            <span>{t("version.published", { version: version.version })}</span>
            {version.current && <span className={css.current}>{t("version.current")}</span>}
            {version.note && <small className="ellipsis">{version.note}</small>}
            <small>{t("version.by", { name: version.publishedBy.name, time: shortDateTime(version.publishedAt, words) })}</small>
          </div>
          <IconButton
            icon={Eye}
            label={t("version.view", { version: version.version })}
            onClick={() => {
              onClose();
              onView(version.version);
            }}
          />
          <IconButton
            icon={History}
            label={t("version.rollback")}
            onClick={() => {
              onClose();
              modal.confirm({
                title: t("version.rollbackTitle", { version: version.version }),
                content: t("version.rollbackText"),
                okText: t("version.rollback"),
                onOk: () => rollback.mutateAsync(version.version).catch(() => undefined),
              });
            }}
          />
        </li>
      ))}
    </ul>
  );
}
