import { createRoute } from "@tanstack/react-router";
import { Broken } from "./ErrorScreens";
import { root } from "./publicRoutes";
import { SignedInLayout } from "./SignedInLayout";

/** What all addresses behind the sign-in stand under. */
export const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedInLayout, errorComponent: Broken });
