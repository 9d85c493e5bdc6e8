import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { TrendChart } from "@/components/TrendChart";
import { ResultTrendDocument, type ResultTrendQuery } from "@/gql/graphql";
import { date } from "@/lib/dates";
import { usePatientId } from "@/lib/record";
import { quantity, withUnitWords } from "@/lib/units";
import { useAsk } from "@/lib/useAsk";

type TrendData = NonNullable<ResultTrendQuery["patient"]>["resultTrend"];

/** How one kind of value went: the sentence, the line, and the numbers in a table. */
export function Trend({ code }: { code: { system: string; code: string } }) {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const name = code.system ? `${code.system}|${code.code}` : code.code;
  const { data, isLoading, isOffline, retry } = useAsk(ResultTrendDocument, { patientId, code: name });
  const trend = data?.patient?.resultTrend;
  if (isLoading) return <SkeletonList rows={1} tall />;
  if (!trend) return <Failed what={t`the earlier values`} offline={isOffline} onRetry={retry} />;
  if (trend.points.length < 2) return <p>{t`This is the only value on record, so there is nothing to compare it with yet.`}</p>;
  return <TrendView trend={trend} />;
}

function TrendView({ trend }: { trend: TrendData }) {
  const { t } = useLingui();
  const points = trend.points;
  const newest = points.at(-1);
  const oldest = points[0];
  if (!newest || !oldest) return null;
  const words = (point: TrendData["points"][number]) => quantity({ value: point.text, unit: trend.unit });
  const range = trend.referenceRange && withUnitWords(trend.referenceRange.text, trend.unit);
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const lowest = words(sorted[0] ?? oldest);
  const highest = words(sorted.at(-1) ?? newest);
  const [from, to, latest, count] = [date(oldest.takenAt), date(newest.takenAt), words(newest), points.length];
  const sentence = t`${trend.name}: ${count} values from ${from} to ${to}. The latest is ${latest}, the lowest was ${lowest}, the highest ${highest}.`;
  return (
    <>
      <p>{sentence}</p>
      <TrendChart
        sentence={sentence}
        points={points.map((point) => ({ at: Date.parse(point.takenAt), value: point.value }))}
        low={numberIn(trend.referenceRange?.low)}
        high={numberIn(trend.referenceRange?.high)}
      />
      {range ? <p>{t`The shaded band is the usual range: ${range}.`}</p> : null}
      <TrendTable trend={trend} />
    </>
  );
}

function TrendTable({ trend }: { trend: TrendData }) {
  const { t } = useLingui();
  return (
    <table>
      <caption className="out-of-sight">{t`${trend.name}, newest first`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Taken`}</th>
          <th scope="col">{t`Value`}</th>
        </tr>
      </thead>
      <tbody>
        {trend.points.toReversed().map((point) => (
          <tr key={point.resultId}>
            <td>{date(point.takenAt)}</td>
            <td>{quantity({ value: point.text, unit: trend.unit })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The number at the start of "4.0 %", for drawing the band. */
function numberIn(text: string | null | undefined): number | null {
  const found = Number.parseFloat(text ?? "");
  return Number.isNaN(found) ? null : found;
}
