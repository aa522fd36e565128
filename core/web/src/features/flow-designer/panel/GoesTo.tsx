/**
 * "By today's organisation this goes to …". What depends on the initiator is shown with the reader as the example; the
 * server decides when the node is entered. What depends on the form or on a choice has no answer here.
 */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ok, type PersonRef, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import type { WhoActs } from "../model/definition";
import { usePanel } from "./context";
import css from "./panel.module.css";

const NAMES_MAX = 4;
/** Holders of a post are looked for among this many people; beyond it the line stays away rather than be wrong. */
const PEOPLE_SCAN = 500;

export function GoesTo({ who }: { who: WhoActs }) {
  const { t } = useTranslation("flow-designer");
  const answer = useAnswer(who);
  const help = HELP[who.kind];
  return (
    <>
      {help && <p className={css.help}>{t(`who.${help}`)}</p>}
      {answer && (
        <p className={css.help}>
          {answer.people.length === 0 ? (
            t(answer.depends ? "who.dependsNone" : "who.goesToNone")
          ) : (
            <>
              {t(answer.depends ? "who.depends" : "who.goesTo")} <b>{answer.people.slice(0, NAMES_MAX).map((person) => person.name).join(t("summary.and"))}</b>
              {answer.people.length > NAMES_MAX && ` ${t("who.more", { count: answer.people.length - NAMES_MAX })}`}
            </>
          )}
        </p>
      )}
    </>
  );
}

const HELP: Partial<Record<WhoActs["kind"], string>> = {
  superior: "superiorHelp",
  superiors: "superiorsHelp",
  initiator: "initiatorHelp",
  initiatorChooses: "choosesHelp",
  field: "fieldHelp",
};

interface Answer {
  people: PersonRef[];
  depends: boolean;
}

function useAnswer(who: WhoActs): Answer | undefined {
  const me = useMe();
  const { directory } = usePanel();
  const post = who.kind === "post" && who.post ? who : undefined;
  const people = useQuery({
    queryKey: ["people", "scan", post?.department ?? ""],
    queryFn: () => ok(api.GET("/people", { params: { query: { limit: PEOPLE_SCAN, active: true, ...(post?.department ? { department: post.department } : {}) } } })),
    enabled: post !== undefined,
  }).data;
  const mine = (me.departments.find((membership) => membership.main) ?? me.departments[0])?.department.id;
  switch (who.kind) {
    case "role": {
      const role = directory.roles.find((candidate) => candidate.id === who.role);
      return role && { people: role.holders, depends: false };
    }
    case "post":
      if (!people || people.next || !post) return undefined;
      return { people: people.items.filter((person) => person.memberships.some((membership) => membership.post?.id === post.post)), depends: false };
    case "departmentHead": {
      if (who.department) {
        const department = directory.departments.find((candidate) => candidate.id === who.department);
        return department && { people: department.head ? [department.head] : [], depends: false };
      }
      const own = directory.departments.find((candidate) => candidate.id === mine);
      return own && { people: own.head ? [own.head] : [], depends: true };
    }
    case "superior": {
      const heads = superiorsOf(me.user.id, mine, directory.departments);
      return { people: heads.slice(who.level - 1, who.level), depends: true };
    }
    case "superiors":
      return { people: superiorsOf(me.user.id, mine, directory.departments).slice(0, who.upTo), depends: true };
    default:
      return undefined;
  }
}

/** Heads from the own department upwards, without oneself and without the same person twice in a row. */
function superiorsOf(self: string, from: string | undefined, departments: Schemas["Department"][]): PersonRef[] {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const heads: PersonRef[] = [];
  for (let at = from ? byId.get(from) : undefined; at; at = at.parentId ? byId.get(at.parentId) : undefined) {
    if (at.head && at.head.id !== self && heads.at(-1)?.id !== at.head.id) heads.push(at.head);
  }
  return heads;
}
