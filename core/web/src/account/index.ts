// What a person proves themselves with: passwords that pass the rules, codes, the second factor. Shared by the sign-in
// pages and a person's settings; none of it is fetched before it is needed.
import { lazy } from "react";

export { AnswerAlert, isMarked, markFields } from "./answers";
export { CodeInput } from "./CodeInput";
export { CODE_DIGITS } from "./codes";
export { NewPasswordFields } from "./NewPasswordFields";
export { PasswordCheck } from "./PasswordCheck";
export { RecoveryCodes } from "./RecoveryCodes";

export type { FactorCalls } from "./FactorSetUp";

/** Brings the QR code with it, which most visits never need. */
export const FactorSetUp = lazy(() => import("./FactorSetUp"));
