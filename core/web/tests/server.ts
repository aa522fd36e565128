// A stand-in for the server in unit tests: answers by method and path, and keeps what it was asked.
import { vi } from "vitest";

type Handler = (body: unknown, request: Request) => unknown;

export interface Refusal {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export function refuse(status: number, body: object, headers: Record<string, string> = {}): Refusal & { refusal: true } {
  return { refusal: true, status, body: { status, ...body }, headers };
}

export interface Asked {
  call: string;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
}

/** `serve({"POST /auth/login": (body) => ({…})})`; returns the list of calls as they come in. */
export function serve(handlers: Record<string, Handler>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    const path = pathname.replace("/api/v1", "");
    const call = `${request.method} ${path}`;
    const text = await request.clone().text();
    const body: unknown = text ? JSON.parse(text) : undefined;
    asked.push({ call, query, body, headers: request.headers });
    const handler = handlers[call];
    if (!handler) return Response.json({ code: "not_found", detail: `no handler for ${call}` }, { status: 404 });
    const answer = await handler(body, request);
    if (answer && typeof answer === "object" && "refusal" in answer) {
      const { status, body: problem, headers } = answer as unknown as Refusal;
      return Response.json(problem, { status, ...(headers && { headers }) });
    }
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  });
  return asked;
}
