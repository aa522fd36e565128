// The board with its cards in motion: what is dropped is judged, asked for what is missing, moved at once, and put back with
// the reason when the server refuses.
import { DndContext, DragOverlay, pointerWithin } from "@dnd-kit/core";
import { App } from "antd";
import { useCallback, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { useMe } from "@/app/me";
import { pickText } from "@/i18n";
import { problemText, useIsPhone } from "@/ui";
import { AskFields, type Asked } from "../item/AskFields";
import { typeOf } from "../parts/types";
import type { Board } from "../queries";
import { useProject } from "../useProject";
import { type Airborne, BoardGrid } from "./BoardGrid";
import css from "./card.module.css";
import { CardFace } from "./CardFace";
import { CardMenu, type MenuAsked } from "./CardMenu";
import { BoardContext, type BoardShared } from "./context";
import { GONE, withGone } from "./gone";
import { lanesOf } from "./lanes";
import { PhoneBoard } from "./PhoneBoard";
import { type Cell, changeFor, findCard, type Key, keyOf, type Place } from "./place";
import type { Target } from "./steps";
import { useBoardDrag } from "./useBoardDrag";
import { usePendingMoves } from "./usePendingMoves";
import { useReasons } from "./useReasons";
import { type Card, type Column, verdict } from "./verdict";

const STALE = 412;
/** Long enough to read why. */
const REFUSED_SECONDS = 6;
/** How long a card that came back is marked. */
const RETURNED_MS = 2000;
/** Only the outermost part of the board scrolls while a card is held over it. */
const AUTO_SCROLL = { threshold: { x: 0.08, y: 0.12 } };
const AUTO_SCROLL_PHONE = { threshold: { x: 0, y: 0.12 } };

interface Props {
  told: Board;
  hrefOf: (id: string) => string;
  openId: string | undefined;
  creating: Cell | undefined;
  onCreating: (cell: Cell | undefined) => void;
  onMore: (() => void) | undefined;
}

export function BoardView({ told: given, hrefOf, openId, creating, onCreating, onMore }: Props) {
  const { t } = useTranslation("projects");
  const { project, types, members } = useProject();
  const me = useMe().user.id;
  const phone = useIsPhone();
  const { message } = App.useApp();
  const reason = useReasons();
  const told = useMemo(() => withGone(given), [given]);
  const { board: shown, move } = usePendingMoves(told);
  const board = shown ?? told;
  const [folded, setFolded] = useState<ReadonlySet<Key>>(new Set());
  const [returned, setReturned] = useState<string>();
  const [asking, setAsking] = useState<{ card: Card; column: Column; place: Place; asked: Asked }>();
  const [menu, setMenu] = useState<MenuAsked>();
  const [said, setSaid] = useState("");
  const canWork = project.can.work;

  const judge = useCallback(
    (card: Card, column: Column) =>
      verdict(card, column, told.columnsBy, { type: typeOf(types, card.type), role: project.role, me }),
    [told.columnsBy, types, project.role, me],
  );
  const nameOf = (column: Column) => (column.key == null ? t("board.noValue") : pickText(column.name));

  const refuse = (card: Card, why: string) => {
    setReturned(card.id);
    setTimeout(() => setReturned((now) => (now === card.id ? undefined : now)), RETURNED_MS);
    void message.error({ content: t("board.refused", { key: card.key, why }), duration: REFUSED_SECONDS });
  };
  const send = async (card: Card, place: Place, extra = {}) => {
    const from = findCard(board, card.id)?.column;
    if (from) await move(card, place, mergedChange(changeFor(board, card, from, place), extra));
  };
  const drop = (card: Card, column: Column, place: Place) => {
    if (board.lanesBy === "$type" && keyOf(card.lane) !== place.lane) return refuse(card, t("board.reason.otherType"));
    if (place.lane === GONE && keyOf(card.lane) !== GONE) return refuse(card, t("board.reason.goneLane"));
    const found = judge(card, column);
    const why = reason(found, card, column);
    if (found.kind === "asks") {
      const schema = typeOf(types, card.type)?.schema;
      if (!schema) return undefined;
      const asked = { title: card.title, status: nameOf(column), fields: found.fields, schema, data: card.fields, refs: board.refs };
      return setAsking({ card, column, place, asked });
    }
    if (why) return refuse(card, why);
    send(card, place).catch((error: unknown) => {
      const stale = isProblem(error) && error.status === STALE;
      const first = isProblem(error) ? error.errors[0]?.message : undefined;
      refuse(card, stale ? t("board.stale") : (first ?? problemText(error, t("board.unknown"))));
    });
    return undefined;
  };

  const openLanes = lanesOf(board).map((lane) => keyOf(lane.key)).filter((key) => !folded.has(key));
  const place = (at: Target) => {
    const column = board.columns.find((one) => keyOf(one.key) === at.column);
    return { column: column ? nameOf(column) : "", place: at.index + 1 };
  };
  const drag = useBoardDrag({
    board,
    lanes: openLanes,
    enabled: canWork,
    onDrop: drop,
    onSay: (event, card, at) => {
      const column = board.columns.find((one) => keyOf(one.key) === at.column);
      const why = column && reason(judge(card, column), card, column);
      setSaid(`${t(`board.say.${event}`, { key: card.key, ...place(at) })}${event === "over" && why ? ` ${why}` : ""}`);
    },
  });
  const airborne = useMemo<Airborne | undefined>(() => {
    if (!drag.lifted) return undefined;
    const { card } = drag.lifted;
    const whys = drag.lifted.board.columns.map((column) => {
      const found = judge(card, column);
      return [keyOf(column.key), { why: reason(found, card, column), closed: found.kind !== "open" && found.kind !== "asks" }] as const;
    });
    return { id: card.id, whys: new Map(whys) };
  }, [drag.lifted, judge, reason]);

  const shared: BoardShared = { project, types, members, board, canWork, openId, hrefOf, judge, reason, drop, creating, onCreating, returned, onMenu: setMenu };
  const view = {
    board: drag.lifted?.board ?? board,
    airborne,
    target: drag.target,
    folded,
    onFold: (lane: Key) =>
      setFolded((old) => {
        const next = new Set(old);
        if (!next.delete(lane)) next.add(lane);
        return next;
      }),
    onMore,
  };
  return (
    <BoardContext.Provider value={shared}>
      <DndContext
        {...drag.context}
        collisionDetection={pointerWithin}
        autoScroll={phone ? AUTO_SCROLL_PHONE : AUTO_SCROLL}
        accessibility={{ screenReaderInstructions: { draggable: t("board.howTo") }, announcements: SILENT }}
      >
        {phone ? <PhoneBoard {...view} /> : <BoardGrid {...view} />}
        {createPortal(
          <DragOverlay dropAnimation={null}>
            {drag.lifted && !drag.lifted.byKeys && (
              <div className={css.flying}>
                <CardFace card={drag.lifted.card} types={types} title={<span className={css.cardTitle}>{drag.lifted.card.title}</span>} />
              </div>
            )}
          </DragOverlay>,
          document.body,
        )}
      </DndContext>
      <div role="status" aria-live="assertive" className="visually-hidden">
        {said}
      </div>
      {menu && <CardMenu key={menu.card.id} asked={menu} onClose={() => setMenu(undefined)} />}
      {asking && (
        <AskFields
          asked={asking.asked}
          members={members}
          onClose={() => setAsking(undefined)}
          onSubmit={(extra) => send(asking.card, asking.place, extra)}
        />
      )}
    </BoardContext.Provider>
  );
}

/** The board says for itself where a card is; the library knows only where it hovers. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

function mergedChange(a: ReturnType<typeof changeFor>, b: ReturnType<typeof changeFor>) {
  return { ...a, ...b, ...(a.fields || b.fields ? { fields: { ...a.fields, ...b.fields } } : {}) };
}
