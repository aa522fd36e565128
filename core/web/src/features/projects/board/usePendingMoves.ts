// Moves on their way to the server, laid over the board that it last told. One that is refused is taken off again, so
// that the card goes back, with the reason said; one that is done stays until the board shows it by itself.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { type Board, changeItem, ITEM_KEYS, type ItemChange } from "../queries";
import { moved, type Place } from "./place";
import type { Card } from "./verdict";

interface Pending {
  number: number;
  id: string;
  place: Place;
}

export function usePendingMoves(told: Board | undefined) {
  const client = useQueryClient();
  const [pending, setPending] = useState<Pending[]>([]);
  const count = useRef(0);
  /** The revision that each card will have: moves of one card wait for each other. */
  const queue = useRef(new Map<string, Promise<number>>());

  const board = useMemo(
    () => told && pending.reduce((shown, { id, place }) => moved(shown, id, place), told),
    [told, pending],
  );

  /** Moves a card; fails with the server's refusal once the card is back. */
  const move = useCallback(
    async (card: Card, place: Place, change: ItemChange) => {
      const number = ++count.current;
      setPending((all) => [...all, { number, id: card.id, place }]);
      const before = queue.current.get(card.id) ?? Promise.resolve(card.rev);
      const done = before.then(async (rev) => (await changeItem({ id: card.id, rev }, change)).rev);
      // Whoever waits goes on with the last revision that is known.
      const kept = done.catch(() => before);
      queue.current.set(card.id, kept);
      try {
        await done;
        await client.invalidateQueries({ queryKey: ["board"] });
      } finally {
        setPending((all) => all.filter((one) => one.number !== number));
        if (queue.current.get(card.id) === kept) queue.current.delete(card.id);
        for (const key of ITEM_KEYS) void client.invalidateQueries({ queryKey: [key] });
      }
    },
    [client],
  );

  return { board, move };
}
