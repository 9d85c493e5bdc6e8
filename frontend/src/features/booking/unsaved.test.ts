import { describe, expect, it } from "vitest";
import { makeUnsaved } from "./unsaved";

describe("what the server has not taken yet", () => {
  it("goes with the next under the booking's name, the later answer first", () => {
    const unsaved = makeUnsaved();
    const flowId = unsaved.nameOf("pat-1");
    unsaved.add("pat-1", { reason: "Kn", notes: "Step-free" });
    const sent = unsaved.take("pat-1");
    expect(sent).toEqual({ flowId, reason: "Kn", notes: "Step-free" });
    unsaved.add("pat-1", { reason: "Knee" });
    if (sent) unsaved.putBack("pat-1", sent);
    expect(unsaved.take("pat-1")).toEqual({ flowId, reason: "Knee", notes: "Step-free" });
    expect(unsaved.take("pat-1")).toBeNull();
  });

  it("is another patient's never", () => {
    const unsaved = makeUnsaved();
    unsaved.add("pat-1", { reason: "Knee" });
    expect(unsaved.take("pat-2")).toBeNull();
    expect(unsaved.nameOf("pat-1")).not.toBe(unsaved.nameOf("pat-2"));
  });

  it("ends with its booking: what comes back late belongs to no other", () => {
    const unsaved = makeUnsaved();
    unsaved.goOn("pat-1", "flow-1");
    unsaved.add("pat-1", { reason: "Knee" });
    const sent = unsaved.take("pat-1");
    unsaved.add("pat-1", { notes: "n" });
    unsaved.end("pat-1");
    if (sent) unsaved.putBack("pat-1", sent);
    expect(unsaved.take("pat-1")).toBeNull();
    expect(unsaved.nameOf("pat-1")).not.toBe("flow-1");
  });
});
