// What keeps the draft from being published, by name; a click opens the place.

import { Drawer } from "antd";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { useDesigner } from "./context";
import css from "./designer.module.css";
import type { PlacedIssue } from "./issues";
import { fieldAt } from "./model/paths";

export function IssuesDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, dispatch, issues, openRule } = useDesigner();
  const nameOf = ({ path, rule }: PlacedIssue) => {
    if (path !== undefined) return textOf(fieldAt(designer.schema, path)?.label, i18n.language, path);
    return rule !== undefined ? t("usedBy.rule", { number: rule + 1 }) : t("form.title");
  };
  const go = ({ path, rule }: PlacedIssue) => {
    onClose();
    if (rule !== undefined) openRule(rule);
    else dispatch({ type: "select", path });
  };
  return (
    <Drawer open={open} onClose={onClose} title={t("issues.title", { count: issues.length })}>
      <ul className={css.issueList}>
        {issues.map((place, i) => (
          <li key={i}>
            <button type="button" className={css.issueItem} onClick={() => go(place)}>
              <TriangleAlert size={16} aria-hidden />
              <span>
                <strong>{nameOf(place)}</strong>
                <span>{place.issue.message}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
