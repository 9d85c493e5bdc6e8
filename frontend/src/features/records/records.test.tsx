import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { connection, entry, makeClinic, result } from "@/testing/clinic";
import { cutOff, refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

describe("results", () => {
  it("says high or low only where the record does, and names a range only where there is one", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.results = () =>
      connection([
        result(1, { interpretation: { code: "H", text: "High" }, referenceRange: { low: "4.0 %", high: "5.6 %", text: "4.0 to 5.6 %" } }),
        result(2, { value: "99", valueNumber: 99 }),
      ]);
    serve(clinic);
    open("/records/results");
    const list = await screen.findByRole("list", { name: "Results" });
    const [known, unknown] = within(list).getAllByRole("article");
    expect(known).toHaveTextContent("High");
    expect(known).toHaveTextContent("4.0 to 5.6 %");
    expect(unknown).toHaveTextContent("99 %");
    expect(unknown).toHaveTextContent("None on record");
    expect(unknown).not.toHaveTextContent(/High|Low|Normal/);
  });

  it("grows by Show more and puts focus on the first of the new ones", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.results = ({ after }) =>
      after ? connection([result(21), result(22)]) : connection([result(1), result(2)], true);
    const asked = serve(clinic);
    const { user } = open("/records/results");
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    const first = await screen.findByRole("heading", { name: "Hemoglobin A1c 21" });
    await waitFor(() => expect(first.closest("li")).toHaveFocus());
    expect(screen.getAllByRole("article")).toHaveLength(4);
    expect(asked.filter((one) => one.operation === "Results").at(-1)?.variables).toMatchObject({ after: "after-2" });
  });

  it("searches by name without putting the words into the address", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.results = ({ search }) => connection(search === "glucose" ? [] : [result(1)]);
    serve(clinic);
    const { user, router } = open("/records/results");
    await user.type(await screen.findByLabelText("Search by name"), "glucose");
    await user.click(screen.getByRole("button", { name: "Search" }));
    expect(await screen.findByText("Nothing found")).toBeInTheDocument();
    expect(router.state.location.href).toBe("/records/results");
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByRole("heading", { name: "Hemoglobin A1c 1" })).toBeInTheDocument();
  });

  it("tells a trend in a sentence, a picture and a table, when there are two values or more", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.resultTrend = () => ({
      name: "Hemoglobin A1c",
      unit: "%",
      referenceRange: { low: "4.0 %", high: "5.6 %", text: "4.0 to 5.6 %" },
      points: [
        { resultId: "r1", takenAt: "2029-03-01T12:00:00Z", value: 6.4, text: "6.4" },
        { resultId: "r2", takenAt: "2030-03-01T12:00:00Z", value: 6.1, text: "6.1" },
      ],
    });
    const asked = serve(clinic);
    const { user } = open("/records/results");
    await user.click(await screen.findByRole("button", { name: "Over time" }));
    const sentence = /2 values from 1 March 2029 to 1 March 2030. The latest is 6.1 %, the lowest was 6.1 %, the highest 6.4 %/;
    expect(await screen.findByRole("img", { name: sentence })).toBeInTheDocument();
    expect(screen.getByText(sentence)).toBeInTheDocument();
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual(["TakenValue", "1 March 20306.1 %", "1 March 20296.4 %"]);
    expect(asked.find((one) => one.operation === "ResultTrend")?.variables).toMatchObject({ code: "http://loinc.org|4548-4" });
  });

  it("draws no trend from a single value", async () => {
    serve(makeClinic());
    const { user } = open("/records/results");
    await user.click(await screen.findByRole("button", { name: "Over time" }));
    expect(await screen.findByText(/only value on record/)).toBeInTheDocument();
    expect(screen.queryByRole("img")).not.toBeInTheDocument();
  });

  it("shows why a value is missing and the parts of one that has several", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.vitals = () =>
      connection([
        result(1, { name: "Blood pressure", value: null, valueNumber: null, components: [{ name: "Systolic", value: "128", unit: "mmHg" }, { name: "Diastolic", value: null, unit: null }] }),
        result(2, { name: "Pulse", value: null, valueNumber: null, absentReason: "Not performed" }),
      ]);
    serve(clinic);
    open("/records/vitals");
    const [pressure, pulse] = within(await screen.findByRole("list", { name: "Vital signs" })).getAllByRole("article");
    expect(pressure).toHaveTextContent("Systolic128 mmHgDiastolicNot given");
    expect(pulse).toHaveTextContent("Not performed");
  });
});

describe("lists of the record", () => {
  it("tell the status with what it means, dates as precise as known, and the details", async () => {
    serve(makeClinic());
    open("/records/medications");
    const card = (await screen.findByText("Lisinopril 10 mg tablet")).closest("article");
    expect(card).toHaveTextContent("Active");
    expect(card).toHaveTextContent("You take this now.");
    expect(card).toHaveTextContent("May 2029");
    expect(card).toHaveTextContent("DoseOne tablet in the morning");
  });

  it("say None noted where there is nothing", async () => {
    serve(makeClinic());
    open("/records/allergies");
    expect(await screen.findByText("None noted")).toBeInTheDocument();
  });

  it("open the text of a document", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.documents = () => connection([entry({ kind: "DOCUMENT", name: "Discharge letter", text: "Rest for two days." })]);
    serve(clinic);
    const { user } = open("/records/documents");
    await user.click(await screen.findByRole("button", { name: "Read the text" }));
    expect(screen.getByText("Rest for two days.")).toBeVisible();
  });

  it("say what could not be loaded, and try again", async () => {
    serve(makeClinic());
    refuse("Medications", "INTERNAL");
    const { user } = open("/records/medications");
    expect(await screen.findByText("We could not load Medications")).toBeInTheDocument();
    serve(makeClinic());
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Lisinopril 10 mg tablet")).toBeInTheDocument();
  });

  it("try again by themselves once there is a network", async () => {
    serve(makeClinic());
    cutOff("Medications");
    open("/records/medications");
    expect(await screen.findByText(/no connection to the clinic/)).toBeInTheDocument();
    serve(makeClinic());
    act(() => void window.dispatchEvent(new Event("online")));
    expect(await screen.findByText("Lisinopril 10 mg tablet")).toBeInTheDocument();
  });

  it("keep showing what is there when the connection goes, and say how old it is", async () => {
    serve(makeClinic());
    const { user } = open("/records/medications");
    await screen.findByText("Lisinopril 10 mg tablet");
    await user.click(screen.getByRole("link", { name: "Back to medical records" }));
    cutOff("Medications");
    await user.click(await screen.findByRole("link", { name: /^Medications/ }));
    expect(await screen.findByText(/^No connection\./)).toBeInTheDocument();
    expect(screen.getByText("Lisinopril 10 mg tablet")).toBeInTheDocument();
  });
});
