// Where this account is signed in, and ending it there.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Laptop, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { DateTime, ErrorState, ListSkeleton, useConfirmDanger, useProblemToast } from "@/ui";
import { deviceOf } from "@/ui/device";
import { Section } from "./Section";
import css from "./settings.module.css";

export function SessionsSection() {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const toast = useProblemToast();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: () => ok(api.GET("/me/sessions")) });
  const revoke = useMutation({
    mutationFn: (id: string) => api.DELETE("/me/sessions/{id}", { params: { path: { id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
    onError: toast,
  });
  const confirm = useConfirmDanger();
  const revokeOthers = useMutation({
    mutationFn: () => api.DELETE("/me/sessions"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
    onError: toast,
  });
  const ask = async () => {
    if (await confirm({ title: t("sessions.endOthersTitle"), text: t("sessions.endOthersText"), verb: t("sessions.endOthers") })) revokeOthers.mutate();
  };
  const others = sessions.data?.items.filter((session) => !session.current).length ?? 0;
  return (
    <Section id="sessions" title={t("sessions.title")} hint={t("sessions.hint")}>
      {sessions.isPending && <ListSkeleton rows={2} rowHeight={56} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul>
        {sessions.data?.items.map((session) => {
          const device = deviceOf(session.userAgent);
          const Icon = device.phone ? Smartphone : Laptop;
          return (
            <li key={session.id} className={css.session}>
              <Icon size={20} aria-hidden />
              <div>
                <b>{device.name || t("sessions.unknown")}</b>
                <p className={css.faint}>
                  {session.address} · {t("sessions.lastSeen")} <DateTime value={session.lastSeenAt} within />
                </p>
              </div>
              {session.current ? (
                <span className={css.faint}>{t("sessions.current")}</span>
              ) : (
                <Button size="small" loading={revoke.isPending && revoke.variables === session.id} onClick={() => revoke.mutate(session.id)}>
                  {t("sessions.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others > 1 && (
        <Button danger loading={revokeOthers.isPending} onClick={() => void ask()}>
          {t("sessions.endOthers")}
        </Button>
      )}
    </Section>
  );
}
