// What can be done with a view: keep it, save what changed, name, share and delete it. Deleting one's own can be taken
// back; what is for everybody is asked about first.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isProblem, newId, type Schemas } from "@/api";
import { useConfirmDanger, useProblemToast, useRequestKey } from "@/ui";
import { createView, deleteView, updateView, viewsQuery, type SavedView } from "./queries";
import type { ViewPlace } from "./place";
import { VIEW } from "./useView";

const STALE = 412;
/** Long enough to read the message and think again. */
const UNDO_SECONDS = 8;

export function useKeeping(place: ViewPlace) {
  const { t } = useTranslation("list");
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const requestKey = useRequestKey();
  const { message } = App.useApp();
  const { queryKey } = viewsQuery(place);
  const refresh = () => client.invalidateQueries({ queryKey });
  const put = (view: SavedView) => client.setQueryData<SavedView[]>(queryKey, (old = []) => (old.some((one) => one.id === view.id) ? old.map((one) => (one.id === view.id ? view : one)) : [...old, view]));
  const open = (id?: string) => navigate(`${place.path}${id ? `?${VIEW}=${id}` : ""}`);
  const told = (error: unknown) => {
    if (isProblem(error) && error.status === STALE) {
      void message.warning(t("views.stale"));
      void refresh();
    } else if (isProblem(error, "denied")) void message.error(t(`views.mayNotShare.${place.kind}`));
    else toast(error);
  };

  const create = useMutation({
    mutationFn: (view: Schemas["CreateSavedView"]) => createView(place, view, requestKey(view)),
    onSuccess: async (view) => {
      put(view);
      await open(view.id);
      void refresh();
    },
  });
  const update = useMutation({
    mutationFn: ({ view, change }: { view: SavedView; change: Partial<Schemas["UpdateSavedView"]> }) => updateView(view, change),
    onSuccess: (view) => {
      put(view);
      void refresh();
    },
    onError: told,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.id),
    onSuccess: async (_, view) => {
      await open();
      client.setQueryData<SavedView[]>(queryKey, (old = []) => old.filter((one) => one.id !== view.id));
      void refresh();
      const key = `view-${view.id}`;
      const back = () => {
        message.destroy(key);
        createView(place, { name: view.name, shared: view.shared, settings: view.settings }, newId()).then((again) => {
          put(again);
          void open(again.id);
        }, toast);
      };
      // Without its filter it would not come back as it was.
      const undo = !view.broken && (
        <Button type="link" size="small" onClick={back}>
          {t("views.undo")}
        </Button>
      );
      void message.open({ key, type: "success", duration: UNDO_SECONDS, content: <>{t("views.deleted", { name: view.name })}{undo}</> });
    },
    onError: told,
  });
  const askRemove = async (view: SavedView) => {
    const asks = view.shared || view.broken;
    if (!asks || (await confirm({ title: t("views.deleteTitle", { name: view.name }), text: t(view.shared ? "views.deleteShared" : "views.deleteBroken"), verb: t("views.deleteVerb") }))) remove.mutate(view);
  };
  return { create, update, askRemove };
}

export type Keeping = ReturnType<typeof useKeeping>;
