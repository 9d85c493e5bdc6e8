import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { Duty } from "@/gql/graphql";
import { dutyPaths } from "./duties";
import { IdleWarning } from "./IdleWarning";
import { Frame } from "./Layout";

const isDutyPath = (path: string) => Object.values(dutyPaths).includes(path);

/** What stands between the sign-in and the portal: the duty's own page, without a menu, and the way on from it. */
export function DutyFirst({ duty }: { duty: Duty }) {
  const navigate = useNavigate();
  const { pathname: path, href } = useLocation();
  const due = dutyPaths[duty];
  useEffect(() => {
    if (path === due) return;
    // From one duty to the next the address to go on to stays the same.
    const to = isDutyPath(path) ? new URLSearchParams(href.split("?")[1]).get("to") : href;
    void navigate({ href: to && to !== "/" ? `${due}?${new URLSearchParams({ to })}` : due, replace: true });
  }, [due, path, href, navigate]);
  return (
    <Frame>
      <IdleWarning />
      {path === due && <Outlet />}
    </Frame>
  );
}

/** The way on from a duty's page once nothing is owed; any other page is drawn as it is. */
export function AfterDuties({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const { pathname: path, href } = useLocation();
  const to = new URLSearchParams(href.split("?")[1]).get("to");
  const leaves = isDutyPath(path);
  useEffect(() => {
    if (leaves) void navigate({ href: to?.match(/^\/(?![/\\])/) ? to : "/", replace: true });
  }, [leaves, to, navigate]);
  return leaves ? null : children;
}
