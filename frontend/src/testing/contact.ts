type Phone = { number: string; asked: string | null; provenAt: string | null };
type Device = { id: string; device: string; endpoint: string; createdAt: string };
type Saved = { input: { endpoint: string; device: string } };

/** How the made-up patient is reached beside mail: in no way yet. */
export function contactAnswers() {
  const points = { id: "acc-1", texts: true, phone: null as Phone | null, pushKey: "BKey", devices: [] as Device[] };
  const now = (): unknown => ({ contactPoints: points });
  return {
    contactPoints: points,
    askForTexts: ({ input }: { input: { phone: string } }): unknown => {
      points.phone = { number: points.phone?.number ?? "", asked: input.phone, provenAt: points.phone?.provenAt ?? null };
      return now();
    },
    provePhone: (): unknown => {
      points.phone = { number: points.phone?.asked ?? "", asked: null, provenAt: "2030-08-01T09:00:00Z" };
      return now();
    },
    removePhone: (): unknown => {
      points.phone = null;
      return now();
    },
    savePushDevice: ({ input }: Saved): unknown => {
      points.devices = [...points.devices, { id: `dev-${points.devices.length + 1}`, createdAt: "2030-08-01T09:00:00Z", ...input }];
      return now();
    },
    removePushDevice: ({ input }: { input: { deviceId: string } }): unknown => {
      points.devices = points.devices.filter(({ id }) => id !== input.deviceId);
      return now();
    },
  };
}
