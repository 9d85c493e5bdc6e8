/** Waiting for an earlier time. */
export { EarlierPage } from "./EarlierPage";
