/** The bar of the designer: which flow and version, whether it is saved, the steps of designing, undo, publish. */
import { Button } from "antd";
import { ArrowLeft, Check, LoaderCircle, Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { IconButton, shortDateTime, useDateWords, useIsPhone } from "@/ui";
import type { SaveState } from "./draft";
import css from "./designer.module.css";
import { VersionsMenu } from "./VersionsMenu";

export const TABS = ["flow", "rights", "messages", "settings"] as const;
export type Tab = (typeof TABS)[number];

interface DesignerBarProps {
  flowKey: string;
  name: string;
  formId: string | undefined;
  baseVersion: number | undefined;
  /** The draft is what the base version is. */
  published: boolean;
  viewed: number | undefined;
  tab: Tab;
  save: SaveState;
  unfinished: number;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onIssues: () => void;
  onPublish: () => void;
  onView: (version: number) => void;
  settle: () => Promise<number | undefined>;
  onRolledBack: () => void;
}

export function DesignerBar(props: DesignerBarProps) {
  const { t } = useTranslation("flow-designer");
  const navigate = useNavigate();
  const phone = useIsPhone();
  const { flowKey, name, formId, tab, unfinished } = props;
  return (
    <header className={css.bar}>
      <div className={css.barLeft}>
        <IconButton icon={ArrowLeft} label={t("back")} onClick={() => void navigate("/studio")} />
        <h1 className={`${css.name} ellipsis`}>{name}</h1>
        <VersionsMenu flowKey={flowKey} baseVersion={props.baseVersion} published={props.published} viewed={props.viewed} onView={props.onView} settle={props.settle} onRolledBack={props.onRolledBack} />
        {!phone && <Saved state={props.save} />}
      </div>
      <nav className={css.tabs} aria-label={t("tabs.label")}>
        {formId && <Link to={`/studio/forms/${formId}`}>{t("tabs.form")}</Link>}
        {TABS.map((candidate) => (
          <Link key={candidate} to={candidate === "flow" ? "?" : `?tab=${candidate}`} replace aria-current={candidate === tab ? "page" : undefined}>
            {t(`tabs.${candidate}`)}
          </Link>
        ))}
      </nav>
      <div className={css.barRight}>
        {!phone && !props.viewed && (
          <>
            <span>
              <IconButton icon={Undo2} label={t("undo")} disabled={!props.canUndo} onClick={props.onUndo} />
              <IconButton icon={Redo2} label={t("redo")} disabled={!props.canRedo} onClick={props.onRedo} />
            </span>
            {unfinished > 0 && (
              <Button danger icon={<TriangleAlert size={14} aria-hidden />} onClick={props.onIssues}>
                {t("issues.count", { count: unfinished })}
              </Button>
            )}
          </>
        )}
        {!props.viewed && (
          <Button type="primary" style={{ minWidth: 72, fontWeight: 600 }} onClick={props.onPublish}>
            {t("publish.action")}
          </Button>
        )}
      </div>
    </header>
  );
}

function Saved({ state }: { state: SaveState }) {
  const { t } = useTranslation("flow-designer");
  const words = useDateWords();
  const bad = state.kind === "failed" || state.kind === "refused" || state.kind === "conflict";
  const text =
    state.kind === "saved" ? t("save.saved", { time: shortDateTime(state.at, words) }) : state.kind === "conflict" ? t("save.refused") : state.kind === "refused" ? `${t("save.refused")}${t("summary.colon")}${state.error.message}` : t(`save.${state.kind}`);
  const Icon = bad ? TriangleAlert : state.kind === "saved" ? Check : LoaderCircle;
  return (
    <span className={`${css.saved} ${bad ? css.savedBad : ""}`} role="status" title={text}>
      <Icon size={14} aria-hidden />
      <span className="ellipsis">{text}</span>
    </span>
  );
}
