import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { RichText } from "@/components/RichText";
import type { AdviceFieldsFragment } from "@/gql/graphql";

/** The text, and what it is about. The server makes the HTML and lets nothing active through. */
export function AdviceText({ advice }: { advice: AdviceFieldsFragment }) {
  return (
    <>
      <RichText html={advice.bodyHtml} />
      {advice.about ? <About about={advice.about} /> : null}
    </>
  );
}

function About({ about }: { about: NonNullable<AdviceFieldsFragment["about"]> }) {
  const { t } = useLingui();
  switch (about.kind) {
    case "APPOINTMENT":
      return (
        <p>
          {t`About your appointment:`}{" "}
          <Link to="/appointments/$appointmentId" params={{ appointmentId: about.id }}>
            {about.name}
          </Link>
        </p>
      );
    case "RESULT":
      return (
        <p>
          {t`About your result:`} <Link to="/records/results">{about.name}</Link>
        </p>
      );
    case "VISIT":
      return (
        <p>
          {t`About your visit:`} <Link to="/records/visits">{about.name}</Link>
        </p>
      );
  }
}
