// The choice of when mails go out, and which sentence says it.
import type { Schemas } from "@/api";

export type MailTimes = Schemas["MailTimes"];

export const DIGESTS = ["off", "hourly", "daily"] as const satisfies MailTimes["digest"][];

/** What most people mean by night. */
export const QUIET_AT_FIRST = { from: "22:00", until: "07:00" };

/** Every half hour of a day. */
const TIMES = Array.from({ length: 48 }, (_, n) => `${String(Math.floor(n / 2)).padStart(2, "0")}:${n % 2 ? "30" : "00"}`);

/** The times on offer: the chosen one among them, whatever it is, and without the one that would leave nothing between. */
export function timesWith(chosen: string, but: string | undefined): string[] {
  return [...new Set([...TIMES, chosen])].filter((time) => time !== but).sort();
}

/** The parts of the sentence under the choice. */
export function previewOf({ digest, quiet }: MailTimes): { digest: MailTimes["digest"]; quiet: "quietDay" | "quietNight" | undefined } {
  if (!quiet) return { digest, quiet: undefined };
  return { digest, quiet: quiet.from < quiet.until ? "quietDay" : "quietNight" };
}
