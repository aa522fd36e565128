// What the platform's pages ask. Their keys stand apart from a company's: one browser may be signed in to both.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok, type Schemas } from "@/api";

export type Company = Schemas["PlatformCompany"];
export type Admin = Schemas["PlatformAdmin"];

export const ADMIN_KEY = ["platform", "me"] as const;
export const COMPANIES_KEY = ["platform", "companies"] as const;
const EVENTS_KEY = ["platform", "events"] as const;

export const adminQuery = queryOptions({
  queryKey: ADMIN_KEY,
  queryFn: () => ok(api.GET("/platform/me")),
  retry: false,
});

export const companiesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...COMPANIES_KEY, q],
    queryFn: ({ pageParam }) => ok(api.GET("/platform/companies", { params: { query: { ...(q && { q }), ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const eventsQuery = infiniteQueryOptions({
  queryKey: EVENTS_KEY,
  queryFn: ({ pageParam }) => ok(api.GET("/platform/events", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
  initialPageParam: "",
  getNextPageParam: (last) => last.next ?? undefined,
});
