// What people say about an item, oldest first, and the line to say more.
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ok, once } from "@/api";
import { ErrorState, ListSkeleton, LoadMore, useRequestKey } from "@/ui";
import { useRefusal } from "../parts/useRefusal";
import type { WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import { CommentBox } from "./CommentBox";
import { CommentEntry } from "./CommentEntry";
import css from "./item.module.css";
import talkCss from "./talk.module.css";
import { namedIn } from "./mentions";
import { commentsQuery } from "./queries";
import { useMeantComment } from "./useMeantComment";

export function Comments({ item }: { item: WorkItemDetail }) {
  const { t } = useTranslation("projects");
  const { members } = useProject();
  const client = useQueryClient();
  const refuse = useRefusal();
  const requestKey = useRequestKey();
  const comments = useInfiniteQuery(commentsQuery(item.id));
  const all = comments.data?.pages.flatMap((page) => page.items) ?? [];
  const say = useMutation({
    mutationFn: ({ text, files }: { text: string; files: string[] }) => {
      const body = { text, files, mentions: namedIn(text, members.map((m) => m.user)) };
      const header = once(requestKey({ body, last: all.at(-1)?.id }));
      return ok(api.POST("/work-items/{id}/comments", { params: { path: { id: item.id }, header }, body }));
    },
    // Whoever says something watches the item from then on.
    onSuccess: () => client.invalidateQueries({ queryKey: ["workItem", item.id] }),
    onError: refuse,
  });
  const meant = useMeantComment(comments, all);
  if (comments.isPending) return <ListSkeleton rows={2} />;
  if (comments.error && !comments.data) return <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />;
  return (
    <>
      {all.length === 0 && <p className={css.quiet}>{t("item.noComments")}</p>}
      <ul className={talkCss.entries}>
        {all.map((comment) => (
          <CommentEntry key={comment.id} item={item} comment={comment} meant={comment.id === meant} />
        ))}
      </ul>
      <LoadMore hasMore={comments.hasNextPage} loading={comments.isFetchingNextPage} onMore={() => void comments.fetchNextPage()} />
      {item.can.comment && (
        <CommentBox label={t("item.say")} verb={t("item.send")} withFiles onSubmit={(text, files) => say.mutateAsync({ text, files })} />
      )}
    </>
  );
}
