// A work item's status: its name with the mark of what it means for progress.
import { Circle, CircleCheck, CircleDotDashed, type LucideIcon } from "lucide-react";
import { StatusTag, type Tone } from "@/ui";
import type { Category } from "../queries";

const LOOKS: Record<Category, { tone: Tone; icon: LucideIcon }> = {
  todo: { tone: "neutral", icon: Circle },
  doing: { tone: "running", icon: CircleDotDashed },
  done: { tone: "done", icon: CircleCheck },
};

export function ItemStatus({ name, category, plain = true }: { name: string; category: Category; plain?: boolean }) {
  return (
    <StatusTag {...LOOKS[category]} plain={plain}>
      {name}
    </StatusTag>
  );
}
