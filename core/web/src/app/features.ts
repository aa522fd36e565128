// Every feature that is there: a folder with a `routes.tsx` is plugged in by that alone.
import type { Feature } from "./feature";

const modules = import.meta.glob<Feature>("/src/features/*/routes.tsx", { eager: true, import: "feature" });

export const features: Feature[] = Object.values(modules);

export const navItems = features.flatMap((feature) => feature.nav ?? []).sort((a, b) => a.order - b.order);
export const commands = features.flatMap((feature) => feature.commands ?? []);
