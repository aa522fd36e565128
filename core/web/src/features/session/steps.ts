// What may stand between a password and the workbench, and in which order.
import type { Schemas } from "@/api";

export type Credentials = Pick<Schemas["Login"], "tenant" | "login" | "password">;

export type Step =
  /** A code, or a recovery code, beside the password. */
  | { kind: "code"; login: Credentials }
  /** Another password than the first one, which is absent where somebody comes back to it; then a second factor where that is due too. */
  | { kind: "password"; current?: string; factorToo: boolean }
  /** A second factor, which the company demands. */
  | { kind: "factor"; password?: string };

/** What follows a sign-in; nothing where the workbench does. */
export function stepAfter(reply: Pick<Schemas["LoginReply"], "mustChangePassword" | "mustSetSecondFactor">, password: string): Step | undefined {
  if (reply.mustChangePassword) return { kind: "password", current: password, factorToo: reply.mustSetSecondFactor };
  if (reply.mustSetSecondFactor) return { kind: "factor", password };
  return undefined;
}

/** What the address says is due of somebody who is signed in. */
export function dueStep(due: string | null): Step | undefined {
  if (due === "password") return { kind: "password", factorToo: false };
  if (due === "factor") return { kind: "factor" };
  return undefined;
}

/** Only a path of this site: a link must not lead elsewhere after signing in. */
export function ownPath(next: string | null): string {
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
