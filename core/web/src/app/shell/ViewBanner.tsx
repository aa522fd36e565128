// Above every page while somebody looks through another person's eyes: whose, until when, and the way back.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Eye } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { inZone, useProblemToast } from "@/ui";
import { lookAnew } from "../eyes";
import { meQuery } from "../me";
import css from "./ViewBanner.module.css";

/** Between two looks whether it is over, once it should be: the clocks of two machines differ. */
const LOOK_EVERY_MS = 15_000;

export default function ViewBanner({ viewing }: { viewing: Schemas["ViewInfo"] }) {
  const { t } = useTranslation("app");
  const toast = useProblemToast();
  const { person, until } = viewing;
  const stop = useMutation({
    mutationFn: () => ok(api.DELETE("/view-as")),
    onSuccess: () => lookAnew(`/admin/people?person=${person.id}`),
    onError: toast,
  });
  useLookWhetherOver(until);
  const time = inZone(until).format("HH:mm");
  return (
    <section className={css.banner} aria-label={t("viewing.label")}>
      <Eye size={16} aria-hidden />
      <p className={css.text}>
        <span>{t("viewing.as", { name: person.name })}</span> <span className={css.facts}>{t("viewing.facts", { time })}</span>
      </p>
      <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>
        {t("viewing.stop")}
      </Button>
    </section>
  );
}

/** The server ends a view by itself; the page then begins anew, since it is told who it is now. */
function useLookWhetherOver(until: string) {
  const client = useQueryClient();
  useEffect(() => {
    let every: ReturnType<typeof setInterval> | undefined;
    const look = () => {
      if (!document.hidden) void client.refetchQueries({ queryKey: meQuery.queryKey });
    };
    const timer = setTimeout(() => {
      look();
      every = setInterval(look, LOOK_EVERY_MS);
    }, Math.max(0, Date.parse(until) - Date.now()));
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      clearInterval(every);
      document.removeEventListener("visibilitychange", look);
    };
  }, [client, until]);
}
