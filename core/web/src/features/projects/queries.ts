// What the pages of projects ask of the server. The first part of each key is what live changes refresh.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, once, type Schemas } from "@/api";
import { mergedRefs, type PageAsked, upTo } from "@/list";
import { NO_REFS, type FormData, type FormSchema, type Refs } from "@/form";

export type Project = Schemas["Project"];
export type ProjectMember = Schemas["ProjectMember"];
export type ProjectRole = Schemas["ProjectRole"];
export type Category = Schemas["Category"];
export type Workflow = Schemas["Workflow"];
export type WorkItemType = Omit<Schemas["WorkItemType"], "schema"> & { schema: FormSchema };
export type WorkItem = Omit<Schemas["WorkItem"], "fields"> & { fields: FormData };
export type WorkItemRef = Schemas["WorkItemRef"];
export type WorkItemDetail = Omit<Schemas["WorkItemDetail"], "schema" | "fields"> & { schema: FormSchema; fields: FormData };
export type BoardCard = Omit<Schemas["BoardCard"], "fields"> & { fields: FormData };
export type Board = Schemas["Board"];
type ItemPage = Omit<Schemas["WorkItemPage"], "items"> & { items: WorkItem[] };
/** What is left out of a change stays. The generated type names everything that has a default as required. */
export type ItemChange = Partial<Schemas["UpdateWorkItem"]>;
export type NewItem = Pick<Schemas["CreateWorkItem"], "title"> & Partial<Schemas["CreateWorkItem"]>;

/** Rows of one page: two screens of a large monitor. */
const PAGE_ROWS = 50;
/** Parents named in one filter: an address holds no more. */
const PARENTS_AT_ONCE = 50;

export interface ProjectsAsked {
  q: string;
  archived: boolean;
}

export const projectsQuery = ({ q, archived }: ProjectsAsked) =>
  infiniteQueryOptions({
    queryKey: ["projects", { q, archived }],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/projects", {
          params: {
            query: {
              limit: PAGE_ROWS,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(q ? { q } : {}),
              ...(archived ? { archived } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const projectQuery = (id: string) =>
  queryOptions({ queryKey: ["project", id], queryFn: () => ok(api.GET("/projects/{id}", { params: { path: { id } } })) });

export const typesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["projectTypes", projectId],
    queryFn: async () =>
      (await ok(api.GET("/projects/{id}/types", { params: { path: { id: projectId } } }))).items as WorkItemType[],
  });

export const membersQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["projectMembers", projectId],
    queryFn: async () => (await ok(api.GET("/projects/{id}/members", { params: { path: { id: projectId } } }))).items,
  });

export interface ItemsAsked {
  type?: string | undefined;
  filter?: string | undefined;
  sort?: string | undefined;
  q?: string | undefined;
  deleted?: boolean;
}

export const itemsQuery = (projectId: string, { type, filter, sort, q, deleted = false }: ItemsAsked) =>
  infiniteQueryOptions({
    queryKey: ["workItems", projectId, { type, filter, sort, q, deleted }],
    queryFn: async ({ pageParam }) => {
      const page = await ok(
        api.GET("/projects/{id}/work-items", {
          params: {
            path: { id: projectId },
            query: {
              limit: PAGE_ROWS,
              ...(pageParam ? { cursor: pageParam } : { total: true }),
              ...(type ? { type } : {}),
              ...(filter ? { filter } : {}),
              ...(sort ? { sort } : {}),
              ...(q ? { q } : {}),
              ...(deleted ? { deleted } : {}),
            },
          },
        }),
      );
      return { ...page, items: page.items as WorkItem[] };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

function itemsPage(projectId: string, { type, filter, sort, q }: ItemsAsked, page: PageAsked) {
  const query = { ...page, ...(type ? { type } : {}), ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...(q ? { q } : {}) };
  return ok(api.GET("/projects/{id}/work-items", { params: { path: { id: projectId }, query } }));
}

/** The first items of a list in one answer. */
export const groupQuery = (projectId: string, asked: ItemsAsked, limit: number) => ({
  queryKey: ["workItems", projectId, "group", asked, limit],
  queryFn: () => upTo(limit, async (page) => (await itemsPage(projectId, asked, page)) as ItemPage),
});

/** As many items as one call gives: for the days of a month. */
export const monthQuery = (projectId: string, asked: ItemsAsked) =>
  queryOptions({
    queryKey: ["workItems", projectId, "month", asked],
    queryFn: async () => (await itemsPage(projectId, asked, { limit: MOST_ROWS })) as ItemPage,
  });

/** Rows asked for at once where all of them are wanted. */
export const MOST_ROWS = 500;

/** Everything below some items, level by level, in the asked order. */
export const belowQuery = (projectId: string, parents: string[], sort: string | undefined) =>
  queryOptions({
    queryKey: ["workItems", projectId, "below", parents, sort],
    queryFn: async () => {
      const below: { items: WorkItem[]; refs: Refs } = { items: [], refs: NO_REFS };
      for (let level = parents; level.length > 0; ) {
        const from = below.items.length;
        for (let start = 0; start < level.length; start += PARENTS_AT_ONCE) {
          const filter = JSON.stringify({ field: "$parent", op: "in", value: level.slice(start, start + PARENTS_AT_ONCE) });
          for (let cursor: string | null | undefined = ""; cursor != null; ) {
            const query = { limit: MOST_ROWS, filter, ...(cursor ? { cursor } : {}), ...(sort ? { sort } : {}) };
            const page: Schemas["WorkItemPage"] = await ok(
              api.GET("/projects/{id}/work-items", { params: { path: { id: projectId }, query } }),
            );
            below.items.push(...(page.items as WorkItem[]));
            below.refs = mergedRefs([below.refs, page.refs]);
            cursor = page.next;
          }
        }
        level = below.items.slice(from).flatMap((item) => (item.children > 0 ? [item.id] : []));
      }
      return below;
    },
    enabled: parents.length > 0,
  });

export interface BoardAsked {
  columns?: string | undefined;
  lanes?: string | undefined;
  type?: string | undefined;
  filter?: string | undefined;
  q?: string | undefined;
  limit?: number | undefined;
}

export const boardQuery = (projectId: string, { columns, lanes, type, filter, q, limit }: BoardAsked) =>
  queryOptions({
    queryKey: ["board", projectId, { columns, lanes, type, filter, q, limit }],
    queryFn: () =>
      ok(
        api.GET("/projects/{id}/board", {
          params: {
            path: { id: projectId },
            query: {
              ...(columns ? { columns } : {}),
              ...(lanes ? { lanes } : {}),
              ...(type ? { type } : {}),
              ...(filter ? { filter } : {}),
              ...(q ? { q } : {}),
              ...(limit ? { limit } : {}),
            },
          },
        }),
      ),
  });

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ["workItem", id],
    queryFn: async () => (await ok(api.GET("/work-items/{id}", { params: { path: { id } } }))) as WorkItemDetail,
  });

export function changeItem(item: Pick<WorkItem, "id" | "rev">, change: ItemChange) {
  const params = { path: { id: item.id }, header: ifMatch(item.rev) };
  return ok(api.PATCH("/work-items/{id}", { params, body: change as Schemas["UpdateWorkItem"] }));
}

/** `key` makes a repeated try the same one. */
export function createItem(projectId: string, item: NewItem, key: string) {
  const params = { path: { id: projectId }, header: once(key) };
  return ok(api.POST("/projects/{id}/work-items", { params, body: item as Schemas["CreateWorkItem"] }));
}

/** First parts of the keys of everything that shows work items. */
export const ITEM_KEYS = ["workItems", "workItem", "board", "project", "projects"] as const;
