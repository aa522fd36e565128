// What a list can be drawn by: the fields that suit a board's columns and a table's groups, a calendar's days, a card's
// picture.

import type { Settings } from "../views/settings";

export interface Choice {
  value: string;
  label: string;
}

export interface LayoutChoices {
  groupBy: Choice[];
  dateField: Choice[];
  coverField: Choice[];
}

/** The field that a layout is drawn by: the wished one if it suits, else the first that does. */
export function chosen(choices: LayoutChoices, part: keyof LayoutChoices, settings: Settings): string | undefined {
  const all = choices[part];
  return (all.find((one) => one.value === settings[part]) ?? all[0])?.value;
}

/** The field that a table has its groups by: only where one is wished. */
export function groupedBy({ groupBy }: LayoutChoices, settings: Settings): string | undefined {
  return groupBy.find((one) => one.value === settings.groupBy)?.value;
}
