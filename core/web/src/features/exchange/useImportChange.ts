// Changes of how a file is read: shown at once, saved one after the other, put on top of what another window saved
// meanwhile, and taken back visibly when the server refuses.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { useProblemToast } from "@/ui";
import { mappingOf } from "./mapping";
import { type Import, type ImportColumn, importQuery } from "./queries";

export interface ImportChange {
  encoding?: Import["encoding"];
  sheet?: string;
  columns?: ImportColumn[];
  matchBy?: string | null;
  mode?: Import["mode"];
}

/** What the server is told; a null is told too: rows are no longer found by anything. */
export function bodyOf({ columns, ...rest }: ImportChange): Schemas["UpdateImport"] {
  return { ...rest, ...(columns ? { mapping: mappingOf(columns) } : {}) };
}

const STALE = 412;

export function useImportChange(id: string) {
  const { t } = useTranslation("exchange");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const { queryKey, queryFn } = importQuery(id);

  const send = (change: ImportChange, rev: number) => ok(api.PATCH("/imports/{id}", { params: { path: { id }, header: ifMatch(rev) }, body: bodyOf(change) }));

  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: async (change: ImportChange) => {
      const known = client.getQueryData<Import>(queryKey);
      try {
        return await send(change, known?.rev ?? 0);
      } catch (error) {
        if (!isProblem(error) || error.status !== STALE) throw error;
        const fresh = await client.fetchQuery<Import>({ queryKey, queryFn: queryFn as () => Promise<Import>, staleTime: 0 });
        const saved = await send(change, fresh.rev);
        void message.info(t("import.putOnTop"));
        return saved;
      }
    },
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey, exact: true });
      client.setQueryData<Import>(queryKey, (old) => old && { ...old, ...change });
    },
    onSuccess: (saved) => {
      // A later change is on the screen already; its own answer comes.
      client.setQueryData<Import>(queryKey, (old) => (old && client.isMutating({ mutationKey: ["importChange", id] }) > 1 ? { ...old, rev: saved.rev } : saved));
    },
    onError: (error) => {
      toast(error);
      return client.invalidateQueries({ queryKey, exact: true });
    },
    mutationKey: ["importChange", id],
  });
}
