// The bar of the designer: which form and version, whether it is saved, form or flow, undo, compare, publish.

import { Button, Dropdown } from "antd";
import { ArrowLeft, Check, ChevronDown, LoaderCircle, Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { IconButton, shortDateTime, useDateWords, useIsPhone } from "@/ui";
import css from "./designer.module.css";
import type { FormDraft } from "./queries";
import type { SaveState } from "./useAutosave";
import { VersionsMenu } from "./versions/VersionsMenu";

interface Props {
  formId: string;
  name: string;
  flowKeys: string[];
  baseVersion: number | undefined;
  /** The draft is what the base version is. */
  published: boolean;
  /** The version that is looked at instead of the draft. */
  viewed: number | undefined;
  rev: () => number;
  save: SaveState;
  savedAt: string;
  unfinished: number;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onIssues: () => void;
  onCompare: () => void;
  onPublish: () => void;
  onRolledBack: (draft: FormDraft) => void;
  onView: (version: number) => void;
}

export function DesignerBar(props: Props) {
  const { t } = useTranslation("form-designer");
  const navigate = useNavigate();
  const phone = useIsPhone();
  const { baseVersion, unfinished } = props;
  return (
    <header className={css.bar}>
      <div className={css.barLeft}>
        <IconButton icon={ArrowLeft} label={t("back")} onClick={() => void navigate("/studio")} />
        <h1 className={`${css.name} ellipsis`}>{props.name}</h1>
        <VersionsMenu
          formId={props.formId}
          rev={props.rev}
          baseVersion={baseVersion}
          published={props.published}
          viewed={props.viewed}
          onView={props.onView}
          onRolledBack={props.onRolledBack}
        />
        {!phone && <Saved state={props.save} at={props.savedAt} />}
      </div>
      <nav className={css.tabs} aria-label={t("tabs.label")}>
        <Link to="." aria-current="page">
          {t("tabs.form")}
        </Link>
        <FlowTab flowKeys={props.flowKeys} />
      </nav>
      <div className={css.barRight}>
        {!phone && !props.viewed && (
          <>
            <span>
              <IconButton
                icon={Undo2}
                label={t("undo")}
                aria-keyshortcuts="Control+Z"
                disabled={!props.canUndo}
                onClick={props.onUndo}
              />
              <IconButton
                icon={Redo2}
                label={t("redo")}
                aria-keyshortcuts="Control+Y"
                disabled={!props.canRedo}
                onClick={props.onRedo}
              />
            </span>
            {baseVersion !== undefined && !props.published && unfinished === 0 && (
              <Button onClick={props.onCompare}>{t("compare", { version: baseVersion })}</Button>
            )}
          </>
        )}
        {unfinished > 0 && !props.viewed && (
          <Button danger icon={<TriangleAlert size={14} aria-hidden />} onClick={props.onIssues}>
            {t("issues.count", { count: unfinished })}
          </Button>
        )}
        {!props.viewed && (
          <Button type="primary" className={css.publish} onClick={props.onPublish}>
            {t("publish.action")}
          </Button>
        )}
      </div>
    </header>
  );
}

function FlowTab({ flowKeys }: { flowKeys: string[] }) {
  const { t } = useTranslation("form-designer");
  const [only] = flowKeys;
  if (only === undefined) return <Link to="/studio">{t("tabs.flow")}</Link>;
  if (flowKeys.length === 1) return <Link to={`/studio/flows/${only}`}>{t("tabs.flow")}</Link>;
  return (
    <Dropdown
      menu={{ items: flowKeys.map((key) => ({ key, label: <Link to={`/studio/flows/${key}`}>{key}</Link> })) }}
      trigger={["click"]}
    >
      <button type="button" className={css.tabButton}>
        {t("tabs.flow")}
        <ChevronDown size={14} aria-hidden />
      </button>
    </Dropdown>
  );
}

function Saved({ state, at }: { state: SaveState; at: string }) {
  const { t } = useTranslation("form-designer");
  const words = useDateWords();
  const bad = state === "failed" || state === "conflict";
  const text = state === "saved" ? t("save.saved", { time: shortDateTime(at, words) }) : t(`save.${state}`);
  const Icon = bad ? TriangleAlert : state === "saved" ? Check : LoaderCircle;
  return (
    <span className={css.saved} data-bad={bad || undefined} role="status" title={text}>
      <Icon size={14} aria-hidden />
      <span className="ellipsis">{text}</span>
    </span>
  );
}
