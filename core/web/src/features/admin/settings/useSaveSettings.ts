/** Saves what was changed of the company's settings. Somebody else may have saved first: then what they saved is shown, and told. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { useChange, useTellRefusal } from "../useChange";

type Settings = Schemas["TenantSettings"];

const STALE = 412;

interface Wishes<A> {
  /** The settings as they were when the change began. */
  base: Settings;
  /** What is sent; it may have to be made first, as a picture that is uploaded. */
  change: (args: A) => Schemas["UpdateSettings"] | Promise<Schemas["UpdateSettings"]>;
  onSaved?: (saved: Settings) => void;
  /** Takes a refusal of single parts; a passing message tells it otherwise. */
  onRefused?: (errors: Schemas["ProblemItem"][]) => void;
}

export function useSaveSettings<A>({ base, change, onSaved, onRefused }: Wishes<A>) {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const client = useQueryClient();
  const tell = useTellRefusal();
  return useChange(
    async (args: A) => ok(api.PATCH("/settings", { params: { header: ifMatch(base.rev) }, body: await change(args) })),
    ["me"],
    (saved) => {
      onSaved?.(saved);
      client.setQueryData(["settings"], saved);
      void message.success(t("saved"));
    },
    (error) => {
      if (isProblem(error) && error.status === STALE) {
        void message.warning(t("settings.stale"));
        void client.invalidateQueries({ queryKey: ["settings"] });
      } else if (onRefused && isProblem(error) && error.errors.length > 0) onRefused(error.errors);
      else tell(error);
    },
  );
}
