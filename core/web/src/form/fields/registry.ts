// Every field type, in the order of the palette.

import type { Field, FieldTypeName } from "../schema";
import { address } from "./address";
import { checkbox } from "./checkbox";
import { date } from "./date";
import { dateRange } from "./dateRange";
import { dateTime } from "./dateTime";
import { department } from "./department";
import { detail } from "./detail";
import { email } from "./email";
import type { FieldType } from "./fieldType";
import { file } from "./file";
import { formula } from "./formula";
import { hint } from "./hint";
import { image } from "./image";
import { link } from "./link";
import { longText } from "./longText";
import { money } from "./money";
import { multiSelect } from "./multiSelect";
import { number } from "./number";
import { percent } from "./percent";
import { person } from "./person";
import { phone } from "./phone";
import { reference } from "./reference";
import { richText } from "./richText";
import { section } from "./section";
import { serial } from "./serial";
import { signature } from "./signature";
import { singleSelect } from "./singleSelect";
import { text } from "./text";
import { time } from "./time";

export const FIELD_TYPES: FieldType[] = [
  text,
  longText,
  number,
  money,
  percent,
  date,
  time,
  dateTime,
  dateRange,
  singleSelect,
  multiSelect,
  checkbox,
  person,
  department,
  reference,
  phone,
  email,
  link,
  address,
  file,
  image,
  signature,
  detail,
  formula,
  serial,
  section,
  hint,
  richText,
];

const byName = new Map<string, FieldType>(FIELD_TYPES.map((type) => [type.type, type]));

export function fieldType(name: FieldTypeName): FieldType {
  return byName.get(name) ?? text;
}

/** Right-aligned and added up: numbers and computed numbers. */
export function isNumeric(field: Field): boolean {
  return field.type === "formula" ? field.result === "number" : fieldType(field.type).numeric === true;
}
