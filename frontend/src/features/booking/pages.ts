/** The questions of booking, fetched together: whoever answers the first will see the others. */
export { CheckPage } from "./CheckPage";
export { DepartmentPage } from "./DepartmentPage";
export { DetailsPage } from "./DetailsPage";
export { DoctorPage } from "./DoctorPage";
export { LocationPage } from "./LocationPage";
export { ReasonPage } from "./ReasonPage";
export { TimePage } from "./TimePage";
