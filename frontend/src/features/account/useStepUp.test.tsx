import { createMemoryHistory, createRootRoute, createRouter } from "@tanstack/react-router";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { useMutation } from "urql";
import { describe, expect, it } from "vitest";
import { App } from "@/app/App";
import { Button } from "@/components/Button";
import { TextField } from "@/components/TextField";
import { RevokeSessionDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { StepUpPlace, useStepUp } from "./useStepUp";

/** A page whose one mutation may need a fresh proof. */
function Changing() {
  const stepUp = useStepUp();
  const [, send] = useMutation(RevokeSessionDocument);
  const [name, setName] = useState("");
  const [outcome, setOutcome] = useState("");
  const change = async () => {
    const { error } = await stepUp.guard(() => send({ input: { sessionId: name } }));
    setOutcome(error ? (errorCode(error) ?? "") : "done");
  };
  return (
    <StepUpPlace stepUp={stepUp}>
      <TextField id="name" label="Device" value={name} onChange={setName} />
      <Button onPress={() => void change()}>Change</Button>
      <p>outcome: {outcome}</p>
    </StepUpPlace>
  );
}

function openChanging() {
  const rootRoute = createRootRoute({ component: Changing });
  const router = createRouter({ routeTree: rootRoute, history: createMemoryHistory({ initialEntries: ["/"] }) });
  render(<App router={router} />);
  return userEvent.setup();
}

/** The clinic wants a proof until it got one. */
function cautious() {
  const clinic = makeClinic();
  const plain = clinic.stepUp;
  const asked = serve(clinic);
  clinic.stepUp = (args) => {
    asked.push({ operation: "StepUp taken", variables: {} });
    serve(clinic);
    return plain(args);
  };
  refuse("RevokeSession", "STEP_UP_REQUIRED");
  return asked;
}

describe("a change that needs a fresh proof", () => {
  it("asks for it in place, then changes, and nothing typed is lost", async () => {
    const asked = cautious();
    const user = openChanging();
    await user.type(await screen.findByLabelText("Device"), "ses-9");
    await user.click(screen.getByRole("button", { name: "Change" }));
    expect(await screen.findByRole("heading", { name: "Confirm that it is you" })).toHaveFocus();
    expect(screen.queryByRole("button", { name: "Change" })).not.toBeInTheDocument();
    await user.type(await screen.findByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("outcome: done")).toBeVisible();
    expect(screen.getByLabelText("Device")).toHaveValue("ses-9");
    expect(screen.queryByRole("heading", { name: "Confirm that it is you" })).not.toBeInTheDocument();
    expect(asked.find((one) => one.operation === "StepUp")?.variables).toEqual({ input: { password: "Quiet-Harbor-72!" } });
  });

  it("says when the proof is wrong or missing", async () => {
    cautious();
    refuse("StepUp", "INVALID_INPUT", { field: "password" });
    const user = openChanging();
    await user.click(await screen.findByRole("button", { name: "Change" }));
    await user.click(await screen.findByRole("button", { name: "Confirm" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter your password");
    await user.type(await screen.findByLabelText("Password"), "wrong");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("This password is not right. Check it and try again.", { selector: "a" })).toBeVisible();
  });

  it("can be left, and then nothing changes", async () => {
    cautious();
    const user = openChanging();
    await user.type(await screen.findByLabelText("Device"), "ses-9");
    await user.click(screen.getByRole("button", { name: "Change" }));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("outcome: STEP_UP_REQUIRED")).toBeVisible();
    expect(screen.getByLabelText("Device")).toHaveValue("ses-9");
  });
});
