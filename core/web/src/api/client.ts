// The typed client of the server's API. A call either gives its answer or throws an `ApiProblem`.
import createClient, { type Middleware } from "openapi-fetch";
import { ApiProblem, problemOf } from "./problem";
import type { paths } from "./schema";

export const API_BASE = "/api/v1";

/** Told when a call finds the session gone, so that the app can ask to sign in again. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(listener: () => void) {
  onSignedOut = listener;
}

/** What the server wants before anything else: another password than the first one, or a second factor. */
export type Due = "password" | "factor";
const DUE: Record<string, Due> = { "auth.password_change_required": "password", "auth.second_factor_required": "factor" };

/** Told when the server refuses everything until that is done. */
let onDue: (due: Due) => void = () => {};
export function whenDue(listener: (due: Due) => void) {
  onDue = listener;
}

/** The language of sentences before sign-in; afterwards the server knows the person's own. */
let acceptLanguage = "zh-CN";
export function setAcceptLanguage(language: string) {
  acceptLanguage = language;
}

const throwing: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", acceptLanguage);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined;
    // `/me` is how the app asks who is signed in: its 401 is the answer, and telling it again would go in circles.
    // The platform's sessions are its own, and so is its door.
    if (schemaPath.startsWith("/platform/")) throw await problemOf(response);
    if (response.status === 401 && schemaPath !== "/auth/login" && schemaPath !== "/me") onSignedOut();
    const problem = await problemOf(response);
    const due = DUE[problem.code];
    if (due) onDue(due);
    throw problem;
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    return new ApiProblem({ status: 0, code: "network" });
  },
};

export const api = createClient<paths>({
  baseUrl: window.location.origin + API_BASE,
  credentials: "same-origin",
  fetch: (request) => window.fetch(request),
});
api.use(throwing);

/** The answer of a call: `await ok(api.GET("/me"))`. */
export async function ok<T>(call: Promise<{ data?: T; response: Response }>): Promise<NonNullable<T>> {
  const { data } = await call;
  return data as NonNullable<T>;
}

/** The header by which an update says which state it changes. */
export function ifMatch(rev: number): { "If-Match": string } {
  return { "If-Match": `"${rev}"` };
}

/** The header by which a repeated creation is answered with the first one's result. Keep it until it succeeds. */
export function once(key: string): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}
