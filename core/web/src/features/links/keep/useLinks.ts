// What can be done with a form's links.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem, type Schemas } from "@/api";
import { useConfirmDanger, useProblemToast, useRequestKey } from "@/ui";
import { createLink, deleteLink, linksQuery, takeOverLink, updateLink, type FormLink } from "./queries";

const STALE = 412;
const LOST = "request.answer_lost";

const isStale = (error: unknown) => isProblem(error) && error.status === STALE;

export function useLinks(formId: string) {
  const { t } = useTranslation("links");
  const client = useQueryClient();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const requestKey = useRequestKey();
  const { message, modal } = App.useApp();
  const { queryKey } = linksQuery(formId);
  const refresh = () => client.invalidateQueries({ queryKey, exact: true });

  const create = useMutation({
    mutationFn: async (link: Schemas["CreateFormLink"]) => {
      try {
        await createLink(formId, link, requestKey(link));
      } catch (error) {
        // It was made by the first try, whose answer got lost: the list has it.
        if (!isProblem(error, LOST)) throw error;
      }
    },
    onSuccess: async () => {
      await refresh();
      void message.success(t("made"));
    },
  });
  const changed = {
    onSuccess: (link: FormLink) => {
      client.setQueryData<FormLink[]>(queryKey, (old = []) => old.map((one) => (one.id === link.id ? link : one)));
    },
    onError: (error: unknown) => {
      if (!isStale(error)) return;
      void message.warning(t("stale"));
      void refresh();
    },
  };
  const tellOther = { onError: (error: unknown) => !isStale(error) && toast(error) };
  const update = useMutation({
    mutationFn: ({ link, change }: { link: FormLink; change: Partial<Schemas["UpdateFormLink"]> }) => updateLink(link, change),
    ...changed,
  });
  const turn = (link: FormLink) => update.mutate({ link, change: { active: !link.active } }, tellOther);
  const takeOver = useMutation({ mutationFn: takeOverLink, ...changed });
  const askTakeOver = (link: FormLink) =>
    void modal.confirm({
      title: t("takeOver.title", { name: link.name }),
      content: t("takeOver.text", { person: link.createdBy.name }),
      okText: t("takeOver.verb"),
      cancelText: t("cancel"),
      onOk: () => takeOver.mutate(link, tellOther),
    });
  const remove = useMutation({
    mutationFn: (link: FormLink) => deleteLink(link.id),
    onSuccess: async (_, link) => {
      await refresh();
      void message.success(t("deleted", { name: link.name }));
    },
    onError: toast,
  });
  const askRemove = async (link: FormLink) => {
    if (await confirm({ title: t("deleteTitle", { name: link.name }), text: t("deleteText"), verb: t("delete") })) remove.mutate(link);
  };
  return { create, update, turn, takeOver, askTakeOver, askRemove };
}

export type Links = ReturnType<typeof useLinks>;
