// The board of a project. What it shows stands in the address, and so does the item that is open beside it.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { SquareKanban } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { useListState } from "@/list";
import { EmptyState, ErrorState, useDebounced, useIsPhone } from "@/ui";
import { ItemDrawer } from "../item/ItemDrawer";
import { boardQuery } from "../queries";
import { useProject } from "../useProject";
import { BoardBar } from "./BoardBar";
import boardCss from "./board.module.css";
import css from "./grid.module.css";
import { BoardSkeleton } from "./BoardSkeleton";
import { BoardView } from "./BoardView";
import type { Cell } from "./place";
import { BY_STATUS } from "./verdict";

/** Cards of a column at first, and at most, as the server allows. */
const CARDS_FIRST = 50;
const CARDS_MOST = 200;

export default function BoardPage() {
  const { project } = useProject();
  const { itemId } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [params, setParams] = useSearchParams();
  const phone = useIsPhone();
  const { leaves, filter, setLeaves, q, setQ } = useListState();
  const [typed, setTyped] = useState(q);
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    if (rested !== q) setQ(rested);
    // Only what was typed goes into the address, never the other way round.
  }, [rested]);
  const [limit, setLimit] = useState(CARDS_FIRST);
  const [creating, setCreating] = useState<Cell>();
  const columns = params.get("columns") ?? BY_STATUS;
  const lanes = params.get("lanes") ?? "";

  const asked = {
    columns: columns === BY_STATUS ? undefined : columns,
    lanes: lanes || undefined,
    filter,
    q: q || undefined,
    limit: limit === CARDS_FIRST ? undefined : limit,
  };
  const told = useQuery({ ...boardQuery(project.id, asked), placeholderData: keepPreviousData });
  const board = told.data;
  const total = board?.columns.reduce((sum, column) => sum + column.count, 0);
  const narrowed = leaves.length > 0 || q !== "";

  const arrange = (which: "columns" | "lanes", by: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (by && by !== BY_STATUS) next.set(which, by);
      else next.delete(which);
      // Both by the same field would be a diagonal.
      if (which === "columns" && next.get("lanes") === by) next.delete("lanes");
      return next;
    });
  const base = `/projects/${project.id}/board`;
  const hrefOf = (id: string) => `${base}/${id}${search}`;
  const clear = () => {
    setTyped("");
    void navigate(base);
  };
  const longest = Math.max(0, ...(board?.columns.map((column) => column.count) ?? []));
  const begin = () => setCreating({ column: board?.columns[0]?.key ?? null, lane: null });

  return (
    <div className={css.page} data-beside={(itemId !== undefined && !phone) || undefined}>
      <BoardBar
        columns={columns}
        lanes={lanes}
        onArrange={arrange}
        leaves={leaves}
        onLeaves={setLeaves}
        refs={board?.refs}
        typed={typed}
        onType={setTyped}
        total={total}
      />
      {told.error && !board ? (
        <ErrorState
          error={told.error}
          onRetry={() => void (narrowed || columns !== BY_STATUS || lanes ? clear() : told.refetch())}
        />
      ) : !board ? (
        <BoardSkeleton />
      ) : total === 0 && !creating ? (
        <Nothing narrowed={narrowed} onBegin={begin} onClear={clear} />
      ) : (
        <BoardView
          told={board}
          hrefOf={hrefOf}
          openId={itemId}
          creating={creating}
          onCreating={setCreating}
          onMore={limit < CARDS_MOST && longest > limit ? () => setLimit(Math.min(limit * 2, CARDS_MOST)) : undefined}
        />
      )}
      <ItemDrawer
        project={project}
        itemId={itemId}
        siblings={board?.columns.flatMap((column) => column.cards.map((card) => card.id))}
        onClose={() => void navigate(`${base}${search}`)}
        onOpen={(id) => void navigate(hrefOf(id))}
      />
    </div>
  );
}

/** A board without a card: why, and what to do first. */
function Nothing({ narrowed, onBegin, onClear }: { narrowed: boolean; onBegin: () => void; onClear: () => void }) {
  const { t } = useTranslation("projects");
  const { project } = useProject();
  if (narrowed) {
    return (
      <EmptyState title={t("board.noneFound")} action={<Button onClick={onClear}>{t("board.clear")}</Button>}>
        {t("board.noneFoundText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SquareKanban}
      title={t("board.empty")}
      action={
        project.can.work && (
          <Button type="primary" onClick={onBegin}>
            {t("board.emptyCreate")}
          </Button>
        )
      }
    >
      <p>{t(project.can.work ? "board.emptyText" : "board.emptyTextViewer")}</p>
      {project.can.arrange && (
        <p className={boardCss.steps}>
          <Link to={`/projects/${project.id}/settings/types`}>{t("board.emptyTypes")}</Link>
          <Link to={`/projects/${project.id}/settings/members`}>{t("board.emptyMembers")}</Link>
        </p>
      )}
    </EmptyState>
  );
}
