/** The one line on a card that says what the node is set to. Words come from the caller; nothing is fetched here. */
import { type Field, textOf } from "@/form";
import { type FlowNode, type SignMode, type StarterRule, type WhoActs } from "./definition";

export interface SummaryWords {
  /** A sentence by its key below `summary`. */
  say: (key: string, params?: Record<string, string | number>) => string;
  /** Names by id: people, departments, roles, posts. */
  nameOf: (id: string) => string | undefined;
  locale: string;
  fields: Field[];
}

/** How many names a card shows before it counts the rest. */
const NAMES_MAX = 3;

export function summarise(node: FlowNode, words: SummaryWords): string {
  switch (node.kind) {
    case "start":
      return words.say("start", { who: starters(node.starters ?? [], words) });
    case "approve":
    case "handle": {
      if (node.who.kind === "nobody") return words.say(node.kind === "approve" ? "approveNobody" : "handleNobody");
      return [who(node.who, words), mode(node.who, node.mode ?? "any", node.kind, words)].filter(Boolean).join(words.say("comma"));
    }
    case "carbonCopy":
      return node.who.kind === "nobody" ? words.say("copyNobody") : who(node.who, words);
    case "notify":
      if (node.who.kind === "nobody") return words.say("notifyNobody");
      return [who(node.who, words), textOf(node.subject, words.locale)].filter(Boolean).join(words.say("colon"));
    case "end":
      return words.say(node.project ? "endProject" : "end");
    case "condition":
    case "parallel":
    case "join":
      return words.say(node.kind);
  }
}

/** Whom a rule means, in words. */
export function who(rule: WhoActs, words: SummaryWords): string {
  switch (rule.kind) {
    case "nobody":
      return words.say("nobody");
    case "user":
      return names(rule.users, words);
    case "role":
      return words.say("role", { name: words.nameOf(rule.role) ?? words.say("unknown") });
    case "post": {
      const name = words.nameOf(rule.post) ?? words.say("unknown");
      return rule.department ? words.say("postIn", { name, department: words.nameOf(rule.department) ?? words.say("unknown") }) : words.say("post", { name });
    }
    case "departmentHead":
      return rule.department ? words.say("headOf", { department: words.nameOf(rule.department) ?? words.say("unknown") }) : words.say("head");
    case "superior":
      return rule.level === 1 ? words.say("superiorDirect") : words.say("superior", { level: rule.level });
    case "superiors":
      return words.say("superiors", { level: rule.upTo });
    case "initiator":
      return words.say("initiator");
    case "initiatorChooses":
      return words.say(rule.multiple ? "choosesSeveral" : "chooses");
    case "field": {
      const field = words.fields.find((candidate) => candidate.key === rule.field);
      const name = (field && textOf(field.label, words.locale)) || rule.field;
      return words.say(field?.type === "department" ? "fieldDepartment" : "field", { name });
    }
  }
}

export function starters(rules: StarterRule[], words: SummaryWords): string {
  if (rules.length === 0) return words.say("everyone");
  return rules
    .map((rule) => {
      if (rule.kind === "user") return names(rule.users, words);
      if (rule.kind === "role") return words.say("role", { name: words.nameOf(rule.role) ?? words.say("unknown") });
      return words.nameOf(rule.department) ?? words.say("unknown");
    })
    .join(words.say("comma"));
}

/** The rule only matters where several people may act; saying it for one would puzzle. */
function mode(rule: WhoActs, mode: SignMode, kind: "approve" | "handle", words: SummaryWords): string {
  const one = (rule.kind === "user" && rule.users.length === 1) || rule.kind === "initiator" || rule.kind === "superior" || rule.kind === "superiors" || rule.kind === "departmentHead";
  return one ? "" : words.say(`${kind}_${mode}`);
}

function names(ids: string[], words: SummaryWords): string {
  const shown = ids.slice(0, NAMES_MAX).map((id) => words.nameOf(id) ?? words.say("unknown"));
  const rest = ids.length - shown.length;
  const list = shown.join(words.say("and"));
  return rest > 0 ? words.say("andMore", { list, count: ids.length }) : list;
}
