// A change of many records, in portions so that one sees how far it is. A portion whose answer was lost is asked for
// once more under the same key, which does nothing twice; what is still without an answer then counts as failed.

import { isProblem, newId, type Schemas } from "@/api";

export interface Failure {
  id: string;
  message: string;
}

export interface Outcome {
  done: string[];
  failed: Failure[];
}

/** Few enough that the bar moves, enough that the way to the server does not dominate. */
export const PORTION = 25;

export type Send = (ids: string[], key: string) => Promise<Schemas["RecordResult"][]>;

const lost = (error: unknown) => isProblem(error, "network");

async function portion(ids: string[], send: Send, words: Words): Promise<Outcome> {
  const key = newId();
  try {
    const results = await send(ids, key).catch((error: unknown) => {
      if (lost(error)) return send(ids, key);
      throw error;
    });
    return {
      done: results.filter((one) => one.ok).map((one) => one.id),
      failed: results.filter((one) => !one.ok).map((one) => ({ id: one.id, message: reason(one.problem, words) })),
    };
  } catch (error) {
    return { done: [], failed: ids.map((id) => ({ id, message: lost(error) ? words.noAnswer : isProblem(error) ? error.message : words.unknown })) };
  }
}

export interface Words {
  noAnswer: string;
  unknown: string;
}

/** What is wrong with a field says more than that something is. */
function reason(problem: Schemas["Problem"] | null | undefined, words: Words): string {
  const found = problem?.errors?.map((one) => one.message).filter(Boolean) ?? [];
  return found.length > 0 ? [...new Set(found)].join(" ") : problem?.detail || problem?.title || words.unknown;
}

export async function run(ids: string[], send: Send, words: Words, onProgress: (done: number) => void): Promise<Outcome> {
  const all: Outcome = { done: [], failed: [] };
  for (let at = 0; at < ids.length; at += PORTION) {
    const { done, failed } = await portion(ids.slice(at, at + PORTION), send, words);
    all.done.push(...done);
    all.failed.push(...failed);
    onProgress(Math.min(at + PORTION, ids.length));
  }
  return all;
}
