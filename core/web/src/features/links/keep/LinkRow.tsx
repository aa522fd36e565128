// One link: what it is called, whether it opens, where it leads, how much came in by it.

import { Button, Switch } from "antd";
import { CircleSlash, Clock, Globe, type LucideIcon, Pencil, QrCode, Trash2, TriangleAlert, UserRoundPen, UsersRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/app/me";
import { CopyButton, DateTime, IconButton, StatusTag, type Tone } from "@/ui";
import css from "./keep.module.css";
import type { FormLink } from "./queries";
import type { Links } from "./useLinks";

const QrSheet = lazy(() => import("./QrSheet"));

const STATES: Record<FormLink["state"], { tone: Tone; icon?: LucideIcon }> = {
  open: { tone: "done" },
  off: { tone: "neutral", icon: CircleSlash },
  expired: { tone: "neutral", icon: Clock },
  full: { tone: "neutral", icon: UsersRound },
  ownerWithoutRight: { tone: "failed", icon: TriangleAlert },
  formUnfit: { tone: "failed", icon: TriangleAlert },
};

export function LinkRow({ link, links, onEdit }: { link: FormLink; links: Links; onEdit: () => void }) {
  const { t } = useTranslation("links");
  const [picture, setPicture] = useState(false);
  const { name, address, state } = link;
  const Audience = link.audience === "public" ? Globe : UsersRound;
  const own = useMe().user.id === link.createdBy.id;
  const lasting = state === "ownerWithoutRight" || state === "formUnfit";
  return (
    <li className={css.row}>
      <div className={css.top}>
        <strong className="ellipsis">{name}</strong>
        <StatusTag {...STATES[state]}>{t(`state.${state}`)}</StatusTag>
        <span className={css.tools}>
          <Switch
            size="small"
            aria-label={t("turn", { name })}
            checked={link.active}
            loading={links.update.isPending && links.update.variables.link.id === link.id}
            onChange={() => links.turn(link)}
          />
          {!own && <IconButton icon={UserRoundPen} label={t("takeOver.one", { name })} onClick={() => links.askTakeOver(link)} />}
          <IconButton icon={Pencil} label={t("editOne", { name })} onClick={onEdit} />
          <IconButton icon={Trash2} label={t("deleteOne", { name })} onClick={() => void links.askRemove(link)} />
        </span>
      </div>
      {lasting && (
        <p className={css.why}>
          {t(`why.${state}`, { name: link.createdBy.name })}{" "}
          {state === "ownerWithoutRight" && !own && (
            <Button type="link" size="small" loading={links.takeOver.isPending && links.takeOver.variables.id === link.id} onClick={() => links.askTakeOver(link)}>
              {t("takeOver.verb")}
            </Button>
          )}
        </p>
      )}
      {address ? (
        <div className={css.address}>
          <code className="ellipsis" title={address}>
            {address}
          </code>
          <CopyButton text={address} label={t("copy")} about={t("copyOne", { name })} />
          <IconButton icon={QrCode} label={t("qr.one", { name })} onClick={() => setPicture(true)} />
        </div>
      ) : (
        <p className={css.why}>{t("addressLost")}</p>
      )}
      <p className={css.facts}>
        <span>
          <Audience size={14} aria-hidden /> {t(`audience.${link.audience}`)}
        </span>
        <span>{link.maxSubmissions ? t("countOf", { count: link.submissions, max: link.maxSubmissions }) : t("count", { count: link.submissions })}</span>
        {link.expiresAt && (
          <span>
            {t("until")} <DateTime value={link.expiresAt} within />
          </span>
        )}
        <span>
          {t("by", { name: link.createdBy.name })} <DateTime value={link.createdAt} within />
        </span>
      </p>
      {picture && address && (
        <Suspense>
          <QrSheet name={name} address={address} onClose={() => setPicture(false)} />
        </Suspense>
      )}
    </li>
  );
}
