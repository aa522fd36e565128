// What a failed call throws: the server's problem document, or that the server was not reached.
import type { Problem, ProblemItem } from "./types";

export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  /** Stable, such as `task.already_decided`; `network` when the server was not reached. */
  readonly code: string;
  readonly field: string | undefined;
  readonly errors: ProblemItem[];
  /** Seconds to wait, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Partial<Problem> & { status: number }, retryAfter?: number) {
    super(problem.detail || problem.title || `HTTP ${problem.status}`);
    this.status = problem.status;
    this.code = problem.code ?? "unknown";
    this.field = problem.field ?? undefined;
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const after = Number(response.headers.get("Retry-After"));
  let body: Partial<Problem> = {};
  try {
    body = (await response.clone().json()) as Partial<Problem>;
  } catch {
    // A proxy's HTML page: the status alone has to do.
  }
  return new ApiProblem({ ...body, status: response.status }, after > 0 ? after : undefined);
}
