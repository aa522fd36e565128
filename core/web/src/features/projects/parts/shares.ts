// How far a project is, in whole per cent: only what is wholly done shows as 100.
import type { Project } from "../queries";

export function sharesOf({ todo, doing, done }: Project["items"]) {
  const total = todo + doing + done;
  const share = (part: number) => (total === 0 ? 0 : Math.floor((part / total) * 100));
  return { total, done: share(done), begun: share(done + doing) };
}
