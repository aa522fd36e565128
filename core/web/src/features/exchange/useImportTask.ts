// Starts the tasks of an import. One that is at work already, or has done its work, is shown as it is: so a press
// whose answer was lost, or a second press, does nothing twice.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, isProblem, ok } from "@/api";
import { taskQuery } from "@/exchange/tasks";
import { useProblemToast } from "@/ui";
import { type Import, importQuery } from "./queries";

export type ImportAction = "check" | "run" | "revert";

const AS_IT_IS = ["import.busy", "import.imported_already", "import.nothing_to_revert"];

export function useImportTask(id: string, onStarted?: () => void) {
  const client = useQueryClient();
  const toast = useProblemToast();
  const { queryKey } = importQuery(id);
  return useMutation({
    mutationFn: (action: ImportAction) => {
      const options = { params: { path: { id } } };
      if (action === "check") return ok(api.POST("/imports/{id}/check", options));
      if (action === "run") return ok(api.POST("/imports/{id}/run", options));
      return ok(api.POST("/imports/{id}/revert", options));
    },
    onSuccess: (task) => {
      client.setQueryData(taskQuery(task.id).queryKey, task);
      client.setQueryData<Import>(queryKey, (old) => old && { ...old, taskId: task.id });
      void client.invalidateQueries({ queryKey: ["backgroundTasks"] });
      onStarted?.();
    },
    onError: (error) => {
      if (!AS_IT_IS.some((code) => isProblem(error, code))) toast(error);
      return client.invalidateQueries({ queryKey });
    },
  });
}
