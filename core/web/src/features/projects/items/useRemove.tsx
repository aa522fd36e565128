// Deleting an item from the list, with a way back.
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { useRefusal } from "../parts/useRefusal";
import { ITEM_KEYS, type WorkItem } from "../queries";

const UNDO_SECONDS = 8;

/** `onGone` is told before the list is asked for anew. */
export function useRemove(onGone: (item: WorkItem) => void) {
  const { t } = useTranslation("projects");
  const client = useQueryClient();
  const refuse = useRefusal();
  const { message } = App.useApp();
  const refresh = () => Promise.all(ITEM_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] })));
  return async (item: WorkItem) => {
    try {
      await api.DELETE("/work-items/{id}", { params: { path: { id: item.id } } });
      onGone(item);
      const key = `deleted-${item.id}`;
      const undo = async () => {
        message.destroy(key);
        await ok(api.POST("/work-items/{id}/restore", { params: { path: { id: item.id } } })).catch(refuse);
        await refresh();
      };
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {t("items.deleted", { key: item.key })}
            <Button type="link" size="small" onClick={() => void undo()}>
              {t("items.undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      refuse(error);
    }
    await refresh();
  };
}
