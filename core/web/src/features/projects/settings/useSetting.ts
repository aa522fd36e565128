// A change of the project's settings: afterwards what shows it is asked for anew.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useRefusal } from "../parts/useRefusal";

const SHOWN_BY = ["project", "projects", "projectTypes", "projectMembers", "board", "workItems", "workItem", "projectTemplates"];

interface Wishes<A, R> {
  run: (args: A) => Promise<R>;
  onDone?: (result: R, args: A) => void;
  /** Takes the place of the passing message. */
  onError?: (error: unknown) => void;
  /** Said when it is done; nothing where the page shows it anyway. */
  said?: string;
}

export function useSetting<A, R>({ run, onDone, onError, said }: Wishes<A, R>) {
  const { t } = useTranslation("projects");
  const client = useQueryClient();
  const refuse = useRefusal();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: run,
    onSuccess: async (result, args) => {
      await Promise.all(SHOWN_BY.map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone?.(result, args);
      void message.success(said ?? t("settings.saved"));
    },
    onError: onError ?? refuse,
  });
}
