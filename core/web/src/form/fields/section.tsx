// A heading that groups the fields after it. `FormFill` draws it; there is no value.

import { Minus } from "lucide-react";
import { defineFieldType } from "./fieldType";

export const section = defineFieldType<"section">({
  type: "section",
  icon: Minus,
  group: "structure",
  column: false,
  startsFull: true,
  settings: () => ({}),
  View: () => null,
  print: () => "",
});
