/** Changing an appointment: the pages that lead from one to the other, fetched together. */
export { CancelPage } from "./CancelPage";
export { CheckMovePage } from "./CheckMovePage";
export { ReschedulePage } from "./ReschedulePage";
