// When mails go out: at once or gathered, and when not at all. A change is saved at once; a sentence says what it means.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { ErrorState, ListSkeleton, shortDateTime, useDateWords, useProblemToast } from "@/ui";
import { DIGESTS, type MailTimes, previewOf, QUIET_AT_FIRST, timesWith } from "./mailTimes";
import { Section } from "./Section";
import css from "./settings.module.css";

/** Below `me`: what changes about a person elsewhere is asked for anew here too. */
const QUERY_KEY = ["me", "mailTimes"];
type Info = Schemas["MailTimesInfo"];

export function MailTimesSection() {
  const { t } = useTranslation("settings");
  const { viewing } = useMe();
  const client = useQueryClient();
  const toast = useProblemToast();
  const info = useQuery({ queryKey: QUERY_KEY, queryFn: () => ok(api.GET("/me/mail-times")), enabled: !viewing });
  const save = useMutation({
    mutationFn: (body: MailTimes) => ok(api.PUT("/me/mail-times", { body })),
    onMutate: (body) => {
      const before = client.getQueryData<Info>(QUERY_KEY);
      if (before) client.setQueryData<Info>(QUERY_KEY, { ...before, ...body });
      return before;
    },
    onSuccess: (saved) => client.setQueryData(QUERY_KEY, saved),
    onError: (error, _, before) => {
      client.setQueryData(QUERY_KEY, before);
      toast(error);
    },
  });
  // Nobody's business but their own.
  if (viewing) return null;
  return (
    <Section id="mail-times" title={t("mail.title")} hint={info.data ? t("mail.hint", { zone: info.data.timeZone }) : ""}>
      {info.isPending && <ListSkeleton rows={2} />}
      {info.isError && <ErrorState error={info.error} onRetry={() => void info.refetch()} />}
      {info.data && <Choice info={info.data} onChange={(times) => save.mutate(times)} />}
    </Section>
  );
}

function Choice({ info, onChange }: { info: Info; onChange: (times: MailTimes) => void }) {
  const { t } = useTranslation("settings");
  const words = useDateWords();
  const { digest, dailyAt, quiet } = info;
  const times: MailTimes = { digest, dailyAt, quiet: quiet ?? null };
  const preview = previewOf(times);
  const time = (label: string, value: string, other: string | undefined, set: (value: string) => void) => (
    <Select aria-label={label} value={value} className={css.time} options={timesWith(value, other).map((one) => ({ value: one, label: one }))} onChange={set} showSearch />
  );
  return (
    <>
      <div className={css.choice}>
        <span id="digest-label">{t("mail.digest")}</span>
        <Segmented
          aria-labelledby="digest-label"
          value={digest}
          onChange={(value) => onChange({ ...times, digest: value })}
          options={DIGESTS.map((value) => ({ value, label: t(`mail.${value}`) }))}
        />
        {digest === "daily" && time(t("mail.dailyAt"), dailyAt, undefined, (value) => onChange({ ...times, dailyAt: value }))}
      </div>
      <div className={css.choice}>
        <span id="quiet-label">{t("mail.quiet")}</span>
        <Switch aria-labelledby="quiet-label" checked={!!quiet} onChange={(on) => onChange({ ...times, quiet: on ? QUIET_AT_FIRST : null })} />
        {quiet && (
          <>
            {time(t("mail.from"), quiet.from, quiet.until, (from) => onChange({ ...times, quiet: { ...quiet, from } }))}
            <span aria-hidden>–</span>
            {time(t("mail.until"), quiet.until, quiet.from, (until) => onChange({ ...times, quiet: { ...quiet, until } }))}
          </>
        )}
      </div>
      <p className={css.preview} role="status">
        {t(`mail.preview.${preview.digest}`, { at: dailyAt })}
        {preview.quiet && quiet && t(`mail.preview.${preview.quiet}`, quiet)}
        {info.waiting > 0 && t("mail.preview.waiting", { count: info.waiting, at: shortDateTime(info.nextAt, words) })}
      </p>
      {!info.available && <p className={css.hint}>{t("mail.unavailable")}</p>}
    </>
  );
}
