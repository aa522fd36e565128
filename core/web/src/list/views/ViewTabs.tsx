// The views of a list as tabs: all of it, and what people keep. Beside them what differs from the open one.

import { Button, Dropdown, type MenuProps } from "antd";
import { ChevronDown, Copy, Lock, Pencil, Plus, Trash2, Users } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { IconButton } from "@/ui";
import type { ViewPlace } from "./place";
import type { SavedView } from "./queries";
import { toServer } from "./settings";
import { useKeeping } from "./useKeeping";
import { VIEW, type OpenView } from "./useView";
import { ViewSheet } from "./ViewSheet";
import css from "./views.module.css";

const icon = { size: 14, "aria-hidden": true } as const;

interface Props {
  place: ViewPlace;
  views: SavedView[];
  open: OpenView;
}

export function ViewTabs({ place, views, open }: Props) {
  const { t } = useTranslation("list");
  const { create, update, askRemove } = useKeeping(place);
  const [sheet, setSheet] = useState<"create" | "rename">();
  const { view, changed, settings, revert } = open;
  const here = place.path;
  const active = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing to clean up with.
    void active.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [view?.id]);
  const ask = (what: "create" | "rename") => {
    create.reset();
    setSheet(what);
  };
  const mine = (one: SavedView): MenuProps["items"] => [
    ...(one.canEdit ? [{ key: "rename", icon: <Pencil {...icon} />, label: t("views.rename"), onClick: () => ask("rename") }] : []),
    { key: "copy", icon: <Copy {...icon} />, label: t("views.saveAs"), onClick: () => ask("create") },
    ...(one.canEdit && (one.shared || place.mayShare)
      ? [
          {
            key: "share",
            icon: one.shared ? <Lock {...icon} /> : <Users {...icon} />,
            label: t(one.shared ? "views.unshare" : "views.share"),
            onClick: () => update.mutate({ view: one, change: { shared: !one.shared } }),
          },
        ]
      : []),
    ...(one.canEdit ? [{ type: "divider" as const }, { key: "delete", danger: true, icon: <Trash2 {...icon} />, label: t("views.delete"), onClick: () => void askRemove(one) }] : []),
  ];
  return (
    <div className={css.bar}>
      <nav className={css.tabs} aria-label={t("views.label")}>
        <span className={css.tab} data-open={!view || undefined} ref={view ? undefined : active}>
          <Link to={here} aria-current={view ? undefined : "page"}>
            {t("views.all")}
          </Link>
        </span>
        {views.map((one) => (
          <span key={one.id} className={css.tab} data-open={one === view || undefined} ref={one === view ? active : undefined}>
            <Link to={`${here}?${VIEW}=${one.id}`} aria-current={one === view ? "page" : undefined} title={one.name}>
              {one.shared && (
                <>
                  <Users {...icon} /> <span className="visually-hidden">{t("views.shared")}</span>
                </>
              )}
              <span className={css.name}>{one.name}</span>
            </Link>
            {one === view && (
              <Dropdown trigger={["click"]} menu={{ items: mine(one) }}>
                <span>
                  <IconButton className={css.menu ?? ""} icon={ChevronDown} iconSize={14} label={t("views.menu", { name: one.name })} />
                </span>
              </Dropdown>
            )}
          </span>
        ))}
        <IconButton className={css.add ?? ""} icon={Plus} iconSize={14} label={t("views.create")} onClick={() => ask("create")} />
      </nav>
      {changed && (
        <div className={css.changed} role="group" aria-label={t("views.changed")}>
          <span className={css.quiet}>{t("views.changed")}</span>
          {view?.canEdit && (
            <Button
              type="link"
              size="small"
              loading={update.isPending}
              onClick={() => update.mutate({ view, change: { settings: toServer(settings) } }, { onSuccess: revert })}
            >
              {t("views.save")}
            </Button>
          )}
          <Button type="link" size="small" onClick={() => ask("create")}>
            {t(view ? "views.saveAs" : "views.saveAsView")}
          </Button>
          <Button type="text" size="small" onClick={revert}>
            {t("views.revert")}
          </Button>
        </div>
      )}
      {sheet === "create" && (
        <ViewSheet
          place={place}
          title={t("views.create")}
          initial={{ name: "", shared: false }}
          asking
          pending={create.isPending}
          error={create.error}
          onSave={(wish) => create.mutate({ ...wish, settings: toServer(settings) }, { onSuccess: () => setSheet(undefined) })}
          onClose={() => setSheet(undefined)}
        />
      )}
      {sheet === "rename" && view && (
        <ViewSheet
          place={place}
          title={t("views.rename")}
          initial={{ name: view.name, shared: view.shared }}
          asking={false}
          pending={update.isPending}
          error={undefined}
          onSave={({ name }) => update.mutate({ view, change: { name } }, { onSuccess: () => setSheet(undefined) })}
          onClose={() => setSheet(undefined)}
        />
      )}
    </div>
  );
}
