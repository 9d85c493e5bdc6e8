import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

type Opened = ReturnType<typeof open>;

async function choose({ user }: Opened, ...answers: [question: string, answer: string][]) {
  for (const [index, [question, answer]] of answers.entries()) {
    await user.selectOptions(screen.getByLabelText(`Question ${index + 1}`), question);
    await user.type(screen.getByLabelText(`Answer ${index + 1}`), answer);
  }
}

describe("the security questions", () => {
  it("are chosen, and shown without their answers", async () => {
    const asked = serve(makeClinic());
    const app = open("/account");
    await app.user.click(await screen.findByRole("link", { name: /^Security questions/ }));
    await app.user.click(await screen.findByRole("button", { name: "Choose questions" }));
    await choose(app, ["FIRST_PET", "Rex"], ["COUSIN", "Ida"], ["FIRST_JOB", "Oslo"]);
    const third = screen.getByLabelText("Question 3");
    expect([...third.querySelectorAll("option")].map((option) => option.value)).toEqual(["", "FIRST_JOB", "FIRST_STREET"]);
    await app.user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("What about first_pet?")).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent(/Rex|Oslo/);
    expect(asked.find((one) => one.operation === "SetSecurityAnswers")?.variables).toEqual({
      input: {
        securityAnswers: [
          { questionKey: "FIRST_PET", answer: "Rex" },
          { questionKey: "COUSIN", answer: "Ida" },
          { questionKey: "FIRST_JOB", answer: "Oslo" },
        ],
      },
    });
  });

  it("say what is missing, and what the server did not like, at the field", async () => {
    serve(makeClinic());
    const app = open("/account/security-questions");
    await app.user.click(await screen.findByRole("button", { name: "Choose questions" }));
    await app.user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose question 1");
    expect(document.title).toMatch(/^Error: /);
    await choose(app, ["FIRST_PET", "Rex"], ["COUSIN", "rex"], ["FIRST_JOB", "Oslo"]);
    refuse("SetSecurityAnswers", "INVALID_INPUT", { field: "securityAnswers.1.answer" });
    await app.user.click(screen.getByRole("button", { name: "Save" }));
    await app.user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Answer 2")).toHaveFocus();
  });

  it("are nowhere when the clinic does without", async () => {
    const clinic = makeClinic();
    clinic.clinic.securityQuestions = [];
    serve(clinic);
    open("/account");
    expect(await screen.findByRole("link", { name: /^Signed-in devices/ })).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /^Security questions/ })).toBeNull();
  });
});
