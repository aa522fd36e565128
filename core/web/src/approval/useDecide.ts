// Deciding a to-do, from wherever it is shown. Repeating the same command is answered, not carried out again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { useProblemToast, useRequestKey } from "@/ui";

export type Verdict = "approve" | "reject" | "complete" | "transfer";

export interface DecideCommand extends Omit<Schemas["DecideTask"], "commandId"> {
  taskId: string;
  verdict: Verdict;
}

/** Everything that a decision may change on screen. */
const TOUCHED = ["tasks", "task", "instances", "instance", "copies", "counts", "records"];

export function useDecide() {
  const { t } = useTranslation("approval");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const requestKey = useRequestKey();
  const refresh = () => Promise.all(TOUCHED.map((key) => client.invalidateQueries({ queryKey: [key] })));

  return useMutation({
    mutationFn: (command: DecideCommand) => {
      const { taskId: id, verdict, ...rest } = command;
      const call = { params: { path: { id } }, body: { ...rest, commandId: requestKey(command) } };
      if (verdict === "approve") return ok(api.POST("/tasks/{id}/approve", call));
      if (verdict === "reject") return ok(api.POST("/tasks/{id}/reject", call));
      if (verdict === "complete") return ok(api.POST("/tasks/{id}/complete", call));
      return ok(api.POST("/tasks/{id}/transfer", call));
    },
    onSuccess: (_, { verdict }) => {
      void message.success(t(`done.${verdict}`));
      return refresh();
    },
    onError: (error) => {
      // Findings per field are shown at the form; here the rest.
      if (!isProblem(error) || error.errors.length === 0) toast(error);
      if (isProblem(error) && error.status === 409) void refresh();
    },
  });
}
