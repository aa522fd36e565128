// What is done with an item as a whole: its neighbours, its link, watching it, copying, moving and deleting it.
import { useMutation } from "@tanstack/react-query";
import { App, Button, Dropdown, Popover } from "antd";
import { ArrowRightLeft, ChevronDown, ChevronUp, Copy, Ellipsis, Eye, EyeOff, Link2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { copyText, IconButton, PersonName, useConfirmDanger, useIsPhone, useRequestKey } from "@/ui";
import { useRefusal } from "../parts/useRefusal";
import type { WorkItemDetail } from "../queries";
import { copyItem, deleteItem, restoreItem } from "./deeds";
import css from "./head.module.css";
import itemCss from "./item.module.css";
import { TransferDialog } from "./TransferDialog";

/** Long enough to read the message and think again. */
const UNDO_SECONDS = 8;

interface Props {
  item: WorkItemDetail;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
  onChanged: () => void;
}

export function ItemTools({ item, previous, next, onClose, onOpen, onChanged }: Props) {
  const { t } = useTranslation("projects");
  const phone = useIsPhone();
  const { message } = App.useApp();
  const refuse = useRefusal();
  const confirm = useConfirmDanger();
  const requestKey = useRequestKey();
  const [transferring, setTransferring] = useState(false);

  const copyLink = async () => {
    if (await copyText(`${window.location.origin}/projects/${item.projectId}/items/${item.id}`)) void message.success(t("item.linkCopied"));
    else void message.warning(t("item.linkByHand"));
  };
  const copy = useMutation({
    mutationFn: () => {
      const title = t("item.copyOf", { title: item.title });
      return copyItem(item.id, title, requestKey({ title, rev: item.rev }));
    },
    onSuccess: (made) => {
      onChanged();
      onOpen(made.id);
      void message.success(t("item.copied", { key: made.key }));
    },
    onError: refuse,
  });
  const remove = useMutation({
    mutationFn: () => deleteItem(item.id),
    onSuccess: () => {
      onClose();
      onChanged();
      const key = `deleted-${item.id}`;
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {t("item.deleted", { key: item.key })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                restoreItem(item.id).then(onChanged, refuse);
              }}
            >
              {t("item.undo")}
            </Button>
          </>
        ),
      });
    },
    onError: refuse,
  });
  const askDelete = async () => {
    const text = item.children > 0 ? t("item.askDeleteBelow", { count: item.children }) : t("item.askDeleteText");
    if (await confirm({ title: t("item.askDelete", { key: item.key, title: item.title }), text, verb: t("item.delete") }))
      remove.mutate();
  };
  return (
    <span className={css.tools}>
      {!phone && (previous || next) && (
        <>
          <IconButton icon={ChevronUp} label={t("item.previous")} aria-keyshortcuts="ArrowLeft K" disabled={!previous} onClick={previous} />
          <IconButton icon={ChevronDown} label={t("item.next")} aria-keyshortcuts="ArrowRight J" disabled={!next} onClick={next} />
        </>
      )}
      <Watch item={item} onChanged={onChanged} />
      <IconButton icon={Link2} label={t("item.copyLink")} onClick={() => void copyLink()} />
      {item.can.update && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "copy", icon: <Copy size={14} aria-hidden />, label: t("item.copy"), disabled: copy.isPending },
              { key: "transfer", icon: <ArrowRightLeft size={14} aria-hidden />, label: t("item.transfer") },
              { type: "divider" },
              { key: "delete", icon: <Trash2 size={14} aria-hidden />, label: t("item.deleteMenu"), danger: true },
            ],
            onClick: ({ key }) => {
              if (key === "copy") copy.mutate();
              else if (key === "transfer") setTransferring(true);
              else void askDelete();
            },
          }}
        >
          <span>
            <IconButton icon={Ellipsis} label={t("item.more")} />
          </span>
        </Dropdown>
      )}
      {transferring && <TransferDialog item={item} onClose={() => setTransferring(false)} onChanged={onChanged} />}
    </span>
  );
}

function Watch({ item, onChanged }: { item: WorkItemDetail; onChanged: () => void }) {
  const { t } = useTranslation("projects");
  const refuse = useRefusal();
  const watch = useMutation({
    mutationFn: (watching: boolean) => ok(api.PUT("/work-items/{id}/watch", { params: { path: { id: item.id } }, body: { watching } })),
    onSuccess: onChanged,
    onError: refuse,
  });
  const count = item.watchers.length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={css.watchers}>
          <p className={itemCss.quiet}>{t(count > 0 ? "item.watchersText" : "item.noWatchers")}</p>
          <ul>
            {item.watchers.map((person) => (
              <li key={person.id}>
                <PersonName person={person} />
              </li>
            ))}
          </ul>
          {item.can.comment && (
            <Button
              block
              icon={item.watching ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
              loading={watch.isPending}
              onClick={() => watch.mutate(!item.watching)}
            >
              {t(item.watching ? "item.unwatch" : "item.watch")}
            </Button>
          )}
        </div>
      }
    >
      <Button type="text" icon={<Eye size={16} aria-hidden />} aria-label={t("item.watchers", { count })} data-watching={item.watching || undefined} className={css.watch ?? ""}>
        {count > 0 && count}
      </Button>
    </Popover>
  );
}
