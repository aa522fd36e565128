// The pictures that types of work items name. An unknown name gets the plain one.
import {
  BookOpen,
  Bookmark,
  Bug,
  CircleDot,
  ClipboardList,
  Flag,
  Layers,
  Lightbulb,
  type LucideIcon,
  Milestone,
  Puzzle,
  Rocket,
  ShieldAlert,
  SquareCheck,
  Star,
  Target,
  Wrench,
} from "lucide-react";

export const TYPE_ICONS: Record<string, LucideIcon> = {
  "check-square": SquareCheck,
  bug: Bug,
  target: Target,
  bookmark: Bookmark,
  flag: Flag,
  layers: Layers,
  milestone: Milestone,
  rocket: Rocket,
  lightbulb: Lightbulb,
  "clipboard-list": ClipboardList,
  "book-open": BookOpen,
  "shield-alert": ShieldAlert,
  star: Star,
  puzzle: Puzzle,
  wrench: Wrench,
};

export function TypeIcon({ name, size = 16 }: { name?: string | null | undefined; size?: number }) {
  const Icon = (name && TYPE_ICONS[name]) || CircleDot;
  return <Icon size={size} aria-hidden />;
}
