// The comment that an address means, as the link of a notification does: loaded however far down it stands, and shown.
import { useEffect } from "react";
import { useLocation } from "react-router";
import type { Comment } from "./queries";

const COMMENT = /^#(cmt_\w+)$/;

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

export function useMeantComment({ hasNextPage, isFetchingNextPage, fetchNextPage }: Pages, loaded: Comment[]): string | undefined {
  const id = COMMENT.exec(useLocation().hash)?.[1];
  const found = loaded.some((comment) => comment.id === id);
  useEffect(() => {
    if (!id) return;
    if (found) document.getElementById(id)?.scrollIntoView({ block: "center" });
    else if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [id, found, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return id;
}
