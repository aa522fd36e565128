// Taking an invitation: the password is set, then it signs in.
import { api, isProblem, ok, type Schemas } from "@/api";
import type { Credentials } from "./steps";

export type Accepted =
  | { kind: "signedIn"; reply: Schemas["LoginReply"] }
  /** The person has a second factor already: they were here before. */
  | { kind: "code" }
  /** The password is set, but signing in did not work just now. */
  | { kind: "signInYourself" };

/** `lost`: an earlier answer never came, so a link that is over may be over by that very try. */
export async function accept(token: string, who: Credentials, lost: boolean): Promise<Accepted> {
  let over: unknown;
  try {
    await api.POST("/public/invitations/accept", { body: { token, password: who.password } });
  } catch (error) {
    if (!lost || !isProblem(error, "auth.invitation_over")) throw error;
    over = error;
  }
  try {
    return { kind: "signedIn", reply: await ok(api.POST("/auth/login", { body: who })) };
  } catch (error) {
    if (isProblem(error, "auth.code_required")) return { kind: "code" };
    if (over) throw over;
    return { kind: "signInYourself" };
  }
}
