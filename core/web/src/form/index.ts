// The shared building block: forms to fill in and to read, conditions and formulas. Features import from here only.

export { DatePart } from "./DatePart";
export { rowsOf } from "./detail/rows";
export { compareDecimals, formatDecimal, parseDecimal, sumDecimals } from "./decimal";
export { DecimalInput } from "./DecimalInput";
export { ErrorSummary, jumpTo } from "./ErrorSummary";
export { compareLabel, describeExpr, type DescribeContext } from "./expr/describe";
export * from "./expr/expr";
export { ExprBuilder, type ExprBuilderProps } from "./expr/ExprBuilder";
export { ExprSentence } from "./expr/ExprSentence";
export { fieldInfos, infoExpr, infoLabel, infoPath, valueKind, type FieldInfo } from "./expr/fieldInfo";
export { FormulaEditor, type FormulaEditorProps, type FormulaScope } from "./expr/FormulaEditor";
export type { FieldType, FilterOp, TextContext } from "./fields/fieldType";
export { FIELD_TYPES, fieldType, isNumeric } from "./fields/registry";
export { FieldEdit } from "./FieldEdit";
export { FormContext, type FormShared } from "./FormContext";
export { FormFill, type FormFillProps } from "./FormFill";
export { FormView, type FormViewProps } from "./FormView";
export { NarrowContext, useNarrow } from "./narrow";
export { DepartmentPicker } from "./pickers/DepartmentPicker";
export { PersonPicker } from "./pickers/PersonPicker";
export { RecordPicker } from "./pickers/RecordPicker";
export * from "./schema";
export { fieldState, shownValue } from "./shown";
export { FormServicesContext, useFormServices, type FormServices } from "./services";
export { attempt, useEngine } from "./useEngine";
export { restingState, ruleTargets, useFormState } from "./useFormState";
