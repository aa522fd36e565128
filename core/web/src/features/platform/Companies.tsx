// The companies on this server: found one, suspend it, let it go on. What they hold is not to be seen here.
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { Ban, Building2, CirclePlay, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, StatusTag, useDebounced, useProblemToast } from "@/ui";
import { FoundSheet } from "./FoundSheet";
import css from "./platform.module.css";
import { COMPANIES_KEY, companiesQuery, type Company } from "./queries";
import { SuspendSheet } from "./SuspendSheet";

const TYPING_MS = 250;

export function Companies() {
  const { t } = useTranslation("platform");
  const [text, setText] = useState("");
  const [founding, setFounding] = useState(false);
  const [suspending, setSuspending] = useState<Company>();
  const q = useDebounced(text.trim(), TYPING_MS);
  const list = useInfiniteQuery({ ...companiesQuery(q), placeholderData: keepPreviousData });
  const companies = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={css.tools}>
        <Input allowClear className={css.search ?? ""} prefix={<Search size={14} aria-hidden />} aria-label={t("companies.search")} placeholder={t("companies.search")} value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="primary" className={css.end} icon={<Plus size={16} aria-hidden />} onClick={() => setFounding(true)}>
          {t("companies.found")}
        </Button>
      </div>
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton rowHeight={64} />
      ) : companies.length === 0 ? (
        <EmptyState icon={Building2} title={t(q ? "companies.noMatch" : "companies.none")}>
          {!q && t("companies.noneText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("companies.title")}>
          {companies.map((company) => (
            <Row key={company.id} company={company} onSuspend={() => setSuspending(company)} />
          ))}
        </ul>
      )}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {founding && <FoundSheet onClose={() => setFounding(false)} />}
      {suspending && <SuspendSheet company={suspending} onClose={() => setSuspending(undefined)} />}
    </>
  );
}

function Row({ company, onSuspend }: { company: Company; onSuspend: () => void }) {
  const { t } = useTranslation("platform");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const resume = useMutation({
    mutationFn: () => ok(api.POST("/platform/companies/{id}/resume", { params: { path: { id: company.id } } })),
    onSuccess: () => {
      void message.success(t("resume.done", { name: company.name }));
      return client.invalidateQueries({ queryKey: [COMPANIES_KEY[0]] });
    },
    onError: toast,
  });
  return (
    <li className={css.row}>
      <div className={css.who}>
        <span className={css.name}>
          <b className="ellipsis" title={company.name}>
            {company.name}
          </b>
          <code className={css.key}>{company.key}</code>
          {company.suspendedAt && (
            <StatusTag tone="failed" icon={Ban}>
              {t("companies.suspended")}
            </StatusTag>
          )}
        </span>
        <span className={css.hint}>
          {t("companies.people", { count: company.people, n: company.people })} · {t("companies.founded")} <DateTime value={company.createdAt} within />
          {company.lastSeenAt && (
            <>
              {" · "}
              {t("companies.used")} <DateTime value={company.lastSeenAt} within />
            </>
          )}
        </span>
        {company.suspendedAt && (
          <span className={css.hint}>
            <DateTime value={company.suspendedAt} /> · {t("companies.reason", { reason: company.suspendedReason })}
          </span>
        )}
      </div>
      {company.suspendedAt ? (
        <Button icon={<CirclePlay size={16} aria-hidden />} loading={resume.isPending} aria-label={t("resume.of", { name: company.name })} onClick={() => resume.mutate()}>
          {t("resume.verb")}
        </Button>
      ) : (
        <Button aria-label={t("suspend.of", { name: company.name })} onClick={onSuspend}>
          {t("suspend.verb")}
        </Button>
      )}
    </li>
  );
}
