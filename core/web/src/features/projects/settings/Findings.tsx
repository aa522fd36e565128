// Findings at their place, in the server's words.
import { TriangleAlert } from "lucide-react";
import type { ProblemItem } from "@/api";
import css from "./settings.module.css";

export function Findings({ found }: { found: ProblemItem[] }) {
  if (found.length === 0) return null;
  return (
    <ul className={css.findings}>
      {found.map((one, index) => (
        <li key={index}>
          <TriangleAlert size={14} aria-hidden />
          {one.message}
        </li>
      ))}
    </ul>
  );
}
