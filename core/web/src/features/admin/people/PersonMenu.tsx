/** What else may be done about a person: look as they do, ask why they may, read what happened to them. */
import { Dropdown, type MenuProps } from "antd";
import { CircleHelp, Ellipsis, Eye, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Schemas } from "@/api";
import { useCan, useMe } from "@/app/me";
import { IconButton } from "@/ui";
import { ViewAsSheet } from "./ViewAsSheet";

const icon = { size: 14, "aria-hidden": true } as const;

export function PersonMenu({ person }: { person: Schemas["Person"] }) {
  const { t } = useTranslation("admin");
  const can = useCan();
  const me = useMe();
  const navigate = useNavigate();
  const [viewing, setViewing] = useState(false);
  const items: MenuProps["items"] = [
    ...(can("people.viewAs") && person.active && person.id !== me.user.id ? [{ key: "view", icon: <Eye {...icon} />, label: t("viewAs.verb"), onClick: () => setViewing(true) }] : []),
    ...(can("roles.manage") ? [{ key: "why", icon: <CircleHelp {...icon} />, label: t("access.ask"), onClick: () => void navigate(`/admin/access?person=${person.id}`) }] : []),
    ...(can("audit.read") ? [{ key: "log", icon: <History {...icon} />, label: t("people.changeLog"), onClick: () => void navigate(`/admin/change-log?subject=user&id=${person.id}`) }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items }}>
        <span>
          <IconButton icon={Ellipsis} label={t("people.more")} />
        </span>
      </Dropdown>
      {viewing && <ViewAsSheet person={person} onClose={() => setViewing(false)} />}
    </>
  );
}
