// The shared building block of every list that leaves as a file or is filled from one: the menu in its head. Long tasks
// stand in `tasks`. Features import from these two only.

export { ExchangeMenu } from "./ExchangeMenu";
export { type ExchangeWish, useExchange } from "./useExchange";
export type { ExportColumn, ExportSource } from "./exportWish";
