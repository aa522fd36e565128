/** `/feedback/:id`: what was said and where, what was answered, and a way to answer. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, fileUrl, ok, type Schemas } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { DateTime, ErrorState, formatBytes, ListSkeleton, Page, PersonAvatar } from "@/ui";
import { deviceOf } from "@/ui/device";
import { Answer } from "./Answer";
import css from "./feedback.module.css";
import { FeedbackStatusTag, KIND_ICONS } from "./kinds";

export default function FeedbackPage() {
  const { t } = useTranslation("feedback");
  const { id = "" } = useParams();
  const feedback = useQuery({ queryKey: ["feedback", id], queryFn: () => ok(api.GET("/feedback/{id}", { params: { path: { id } } })) });
  useCrumbs({ label: t("listTitle"), to: feedback.data?.mayHandle ? "/feedback/all" : "/feedback" }, { label: t("one") });
  if (feedback.error) return <ErrorState error={feedback.error} onRetry={() => void feedback.refetch()} wayOn={{ to: "/feedback", label: t("toList") }} />;
  if (!feedback.data) return <ListSkeleton rows={5} rowHeight={64} />;
  return (
    <Page reading>
      <Whole feedback={feedback.data} />
    </Page>
  );
}

function Whole({ feedback }: { feedback: Schemas["Feedback"] }) {
  const { t } = useTranslation("feedback");
  const Icon = KIND_ICONS[feedback.kind];
  return (
    <article className={css.whole}>
      <header>
        <h1>
          <Icon size={20} aria-hidden /> {t(`kind.${feedback.kind}`)}
        </h1>
        <FeedbackStatusTag status={feedback.status} />
      </header>
      <Said author={feedback.reporter} at={feedback.createdAt} text={feedback.text}>
        <Files files={feedback.files} />
        <dl className={css.facts}>
          <div>
            <dt>{t("page")}</dt>
            <dd>
              <Link to={feedback.page}>{feedback.page}</Link>
            </dd>
          </div>
          <Fact label={t("version")} value={feedback.appVersion} />
          <Fact label={t("device")} value={[deviceOf(feedback.browser).name, feedback.viewport, feedback.language].filter(Boolean).join(" · ")} />
        </dl>
      </Said>
      <section aria-labelledby="feedback-replies">
        <h2 id="feedback-replies">{t("replies")}</h2>
        {feedback.replies.length === 0 && <p className={css.quiet}>{t(feedback.mayHandle ? "noReplies" : "noRepliesYet")}</p>}
        <ol className={css.replies}>
          {feedback.replies.map((reply) => (
            <li key={reply.id}>
              <Said author={reply.author} at={reply.createdAt} text={reply.text}>
                {reply.status && (
                  <p className={css.moved}>
                    {t("movedTo")} <FeedbackStatusTag status={reply.status} plain />
                  </p>
                )}
              </Said>
            </li>
          ))}
        </ol>
      </section>
      <Answer key={feedback.id} feedback={feedback} />
    </article>
  );
}

interface SaidProps {
  author: Schemas["PersonRef"];
  at: string;
  text: string;
  children?: ReactNode;
}

function Said({ author, at, text, children }: SaidProps) {
  return (
    <div className={css.said}>
      <PersonAvatar person={author} />
      <div>
        <p className={css.saidHead}>
          <b>{author.name}</b> <DateTime value={at} className={css.quiet ?? ""} />
        </p>
        {text && <p className={css.text}>{text}</p>}
        {children}
      </div>
    </div>
  );
}

/** Pictures as pictures, anything else by its name. */
function Files({ files }: { files: Schemas["FileInfo"][] }) {
  const { t } = useTranslation("feedback");
  if (files.length === 0) return null;
  return (
    <ul className={css.files} aria-label={t("files")}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileUrl(file.id, true)} target="_blank" rel="noreferrer">
            {file.mime.startsWith("image/") && file.mime !== "image/svg+xml" ? <img src={fileUrl(file.id, true)} alt={file.name} loading="lazy" /> : `${file.name} · ${formatBytes(file.size)}`}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  if (!value) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
