// What is done to a workflow while it is edited. A status that goes takes along what only made sense with it.
import type { LocalizedText, Schemas } from "@/api";
import type { Workflow } from "../queries";

export type Status = Schemas["Status"];
export type Transition = Schemas["Transition"];

const KEY_MAX_CHARS = 40;

/** A key that nobody has: from the Latin letters of a name, else the kind with the next free number. */
export function freeKey(name: LocalizedText, kind: string, taken: string[]): string {
  const slug = [name.en, name["zh-CN"]]
    .map((text) =>
      (text ?? "")
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^[^a-z]+/, "")
        .slice(0, KEY_MAX_CHARS)
        .replace(/-+$/, ""),
    )
    .find(Boolean);
  if (slug && !taken.includes(slug)) return slug;
  const stem = slug ?? kind;
  let number = slug ? 2 : 1;
  while (taken.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** A new status at the end of its category's place, so that what is done stays last. */
export function withStatus(workflow: Workflow, name: LocalizedText): Workflow {
  const key = freeKey(name, "status", workflow.statuses.map((status) => status.key));
  const firstDone = workflow.statuses.findIndex((status) => status.category === "done");
  const at = firstDone < 0 ? workflow.statuses.length : firstDone;
  return { ...workflow, statuses: workflow.statuses.toSpliced(at, 0, { key, name, category: "doing" }) };
}

export function withoutStatus(workflow: Workflow, key: string): Workflow {
  const statuses = workflow.statuses.filter((status) => status.key !== key);
  const transitions = workflow.transitions.flatMap((way): Transition[] => {
    if (way.to === key) return [];
    if (!way.from?.includes(key)) return [way];
    const from = way.from.filter((one) => one !== key);
    // Without a from it would lead from everywhere.
    return from.length > 0 ? [{ ...way, from }] : [];
  });
  const initial = workflow.initial === key ? (statuses[0]?.key ?? "") : workflow.initial;
  return { initial, statuses, transitions };
}

/** Moves an entry one place up (-1) or down (1). */
export function shifted<T>(list: T[], index: number, by: 1 | -1): T[] {
  const entry = list[index];
  const to = index + by;
  if (entry === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(index, 1).toSpliced(to, 0, entry);
}

/** A way that is not there yet: to the first status that none leads to, else from anywhere to the first. */
export function newTransition({ statuses, transitions, initial }: Workflow): Transition {
  const lonely = statuses.find(({ key }) => key !== initial && !transitions.some((way) => way.to === key));
  return { from: [initial], to: (lonely ?? statuses.find(({ key }) => key !== initial) ?? statuses[0])?.key ?? initial, who: [], required: [] };
}

/** Blanks are left out; the server takes a text for said when it is there. */
export function trimmedText(text: LocalizedText | undefined): LocalizedText {
  const zh = text?.["zh-CN"]?.trim();
  const en = text?.en?.trim();
  return { ...(zh ? { "zh-CN": zh } : {}), ...(en ? { en } : {}) };
}

/** As it is sent. */
export function trimmedWorkflow(workflow: Workflow): Workflow {
  return {
    ...workflow,
    statuses: workflow.statuses.map((status) => ({ ...status, name: trimmedText(status.name) })),
    transitions: workflow.transitions.map((way) => ({ ...way, name: trimmedText(way.name) })),
  };
}
