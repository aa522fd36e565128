// One work item beside a list or board.
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { isProblem } from "@/api";
import { PreviewPlace } from "@/preview";
import { EmptyState, ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import { itemQuery, type Project } from "../queries";
import { Item } from "./Item";

const WIDTH_PX = 540;

export interface ItemDrawerProps {
  project: Project;
  /** The open item; none shows nothing. */
  itemId: string | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
  /** The ids of the list or board around it, in order: the arrow keys go along them. */
  siblings?: string[] | undefined;
}

export function ItemDrawer({ project, itemId, onClose, onOpen, siblings }: ItemDrawerProps) {
  const { t } = useTranslation("projects");
  const phone = useIsPhone();
  const size = phone ? "100%" : WIDTH_PX;
  const item = useQuery({ ...itemQuery(itemId ?? ""), enabled: itemId !== undefined });
  // It went to another project: there it has people and types that this page does not know.
  if (item.data && itemId && item.data.projectId !== project.id)
    return <Navigate replace to={`/projects/${item.data.projectId}/items/${itemId}`} />;
  if (item.data && itemId && !isGone(item.error)) {
    return (
      <PreviewPlace key={itemId}>
        <Item
          item={item.data}
          size={size}
          siblings={siblings}
          onClose={onClose}
          onOpen={onOpen}
          onReload={async () => (await item.refetch()).data}
        />
      </PreviewPlace>
    );
  }
  return (
    <Drawer open={itemId !== undefined} size={size} onClose={onClose} title={t("item.item")} mask={{ enabled: false }} push={false}>
      {isGone(item.error) ? (
        <EmptyState icon={SearchX} title={t("item.gone")} action={<Button onClick={onClose}>{t("item.close")}</Button>}>
          {t("item.goneText")}
        </EmptyState>
      ) : item.error ? (
        <ErrorState error={item.error} onRetry={() => void item.refetch()} />
      ) : (
        <ListSkeleton rows={10} />
      )}
    </Drawer>
  );
}

function isGone(error: unknown): boolean {
  return isProblem(error) && (error.status === 404 || error.status === 403);
}
