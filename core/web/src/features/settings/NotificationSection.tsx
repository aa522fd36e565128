// Which events are told, and where. A change is saved at once.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { ErrorState, ListSkeleton, useProblemToast } from "@/ui";
import { Section } from "./Section";
import css from "./settings.module.css";

type Preferences = Schemas["NotificationPreferences"];
const QUERY_KEY = ["notificationPreferences"];
const CHANNELS = ["inApp", "email"] as const;

export function NotificationSection() {
  const { t } = useTranslation("settings");
  const me = useMe();
  const client = useQueryClient();
  const toast = useProblemToast();
  const preferences = useQuery({ queryKey: QUERY_KEY, queryFn: () => ok(api.GET("/me/notification-preferences")) });
  const save = useMutation({
    mutationFn: (body: Preferences) => ok(api.PUT("/me/notification-preferences", { body })),
    onMutate: (body) => {
      const before = client.getQueryData<Preferences>(QUERY_KEY);
      client.setQueryData(QUERY_KEY, body);
      return before;
    },
    onSuccess: (saved) => client.setQueryData(QUERY_KEY, saved),
    onError: (error, _, before) => {
      client.setQueryData(QUERY_KEY, before);
      toast(error);
    },
  });

  return (
    <Section id="notifications" title={t("notifications.title")} hint={me.user.email ? t("notifications.hint", { email: me.user.email }) : t("notifications.noEmail")}>
      {preferences.isPending && <ListSkeleton rows={6} />}
      {preferences.isError && <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />}
      {preferences.data && (
        <table className={css.matrix}>
          <thead>
            <tr>
              <th scope="col">{t("notifications.event")}</th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col">
                  {t(`notifications.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preferences.data.items.map((item) => (
              <tr key={item.event}>
                <th scope="row">{t(`notifications.events.${item.event}`)}</th>
                {CHANNELS.map((channel) => (
                  <td key={channel}>
                    <Checkbox
                      checked={item[channel]}
                      aria-label={`${t(`notifications.events.${item.event}`)} ${t(`notifications.${channel}`)}`}
                      onChange={(event) =>
                        save.mutate({
                          items: preferences.data.items.map((other) => (other.event === item.event ? { ...other, [channel]: event.target.checked } : other)),
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
