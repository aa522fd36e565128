// The published versions: who published which, when and why; look at one, or put it back into the draft.

import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Popover } from "antd";
import { ChevronDown, Eye, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState, IconButton, ListSkeleton, shortDateTime, useDateWords, useProblemToast } from "@/ui";
import css from "../designer.module.css";
import { type FormDraft, rollback, versionsQuery } from "../queries";

interface Props {
  formId: string;
  baseVersion: number | undefined;
  published: boolean;
  viewed: number | undefined;
  /** The state of the draft that is replaced. */
  rev: () => number;
  onView: (version: number) => void;
  onRolledBack: (draft: FormDraft) => void;
}

export function VersionsMenu({ formId, baseVersion, published, viewed, rev, onView, onRolledBack }: Props) {
  const { t } = useTranslation("form-designer");
  const [open, setOpen] = useState(false);
  const title = viewed
    ? t("version.published", { version: viewed })
    : !baseVersion
      ? t("version.first")
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
      content={
        <Versions
          formId={formId}
          rev={rev}
          onView={(version) => {
            setOpen(false);
            onView(version);
          }}
          onRolledBack={(draft) => {
            setOpen(false);
            onRolledBack(draft);
          }}
        />
      }
    >
      <Button size="small" aria-haspopup="dialog" aria-expanded={open}>
        {title}
        <ChevronDown size={14} aria-hidden />
      </Button>
    </Popover>
  );
}

function Versions({ formId, rev, onView, onRolledBack }: Pick<Props, "formId" | "rev" | "onView" | "onRolledBack">) {
  const { t } = useTranslation("form-designer");
  const words = useDateWords();
  const { message, modal } = App.useApp();
  const toast = useProblemToast();
  const versions = useQuery(versionsQuery(formId));
  const back = useMutation({
    mutationFn: (version: number) => rollback(formId, rev(), version),
    onSuccess: (draft, version) => {
      onRolledBack(draft);
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
            <span>
              {t("version.published", { version: version.version })}
              {version.current && <span className={css.current}> {t("version.current")}</span>}
            </span>
            {version.note && <span className="ellipsis">{version.note}</span>}
            <span className={css.quiet}>
              {t("version.by", { name: version.publishedBy.name, time: shortDateTime(version.publishedAt, words) })}
            </span>
          </div>
          <IconButton
            icon={Eye}
            label={t("version.view", { version: version.version })}
            onClick={() => onView(version.version)}
          />
          <IconButton
            icon={History}
            label={t("version.rollback", { version: version.version })}
            onClick={() =>
              modal.confirm({
                title: t("version.rollback", { version: version.version }),
                content: t("version.rollbackText"),
                okText: t("version.rollbackVerb"),
                onOk: () => back.mutateAsync(version.version).catch(() => undefined),
              })
            }
          />
        </li>
      ))}
    </ul>
  );
}
