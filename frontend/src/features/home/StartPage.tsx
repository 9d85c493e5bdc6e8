import { useSession } from "@/lib/session";
import { HomePage } from "./HomePage";
import { WelcomePage } from "./WelcomePage";

/** The start page: a welcome to everyone, or what is new for the person who is signed in. */
export function StartPage() {
  const session = useSession();
  return session.state === "signedIn" ? <HomePage /> : <WelcomePage />;
}
