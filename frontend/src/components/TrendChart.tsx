import { date } from "@/lib/dates";
import styles from "./TrendChart.module.css";

export type TrendChartPoint = { at: number; value: number };

type TrendChartProps = {
  /** Says what the picture shows; it is the picture's name. */
  sentence: string;
  /** At least two, oldest first. */
  points: TrendChartPoint[];
  low: number | null;
  high: number | null;
};

const width = 640;
const height = 240;
const edge = { top: 16, right: 16, bottom: 34, left: 56 };

/** A line over time with the usual range as a band. The numbers stand in a table beside it. */
export function TrendChart({ sentence, points, low, high }: TrendChartProps) {
  const { x, y, ticks, from, to } = scales(points, low, high);
  const path = points.map((point, index) => `${index === 0 ? "M" : "L"}${x(point.at)} ${y(point.value)}`).join("");
  const [top, bottom] = [high === null ? edge.top : y(high), low === null ? height - edge.bottom : y(low)];
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
      {low !== null || high !== null ? (
        <rect className={styles.band} x={edge.left} y={top} width={width - edge.left - edge.right} height={Math.max(0, bottom - top)} />
      ) : null}
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
          <text className={styles.words} x={edge.left - 8} y={y(tick) + 6} textAnchor="end">
            {tick.toLocaleString("en", { maximumFractionDigits: 3 })}
          </text>
        </g>
      ))}
      <path className={styles.line} d={path} />
      {points.map((point) => (
        <circle key={`${point.at} ${point.value}`} className={styles.point} cx={x(point.at)} cy={y(point.value)} r={4.5} />
      ))}
      <text className={styles.words} x={edge.left} y={height - 8}>
        {date(new Date(from))}
      </text>
      <text className={styles.words} x={width - edge.right} y={height - 8} textAnchor="end">
        {date(new Date(to))}
      </text>
    </svg>
  );
}

function scales(points: TrendChartPoint[], low: number | null, high: number | null) {
  const times = points.map((point) => point.at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const values = [...points.map((point) => point.value), low, high].filter((value) => value !== null);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = niceStep((most - least || Math.abs(most) || 1) / 3);
  const floor = Math.floor(least / step) * step;
  const ceiling = Math.max(floor + step, Math.ceil(most / step) * step);
  const count = Math.round((ceiling - floor) / step);
  const across = width - edge.left - edge.right;
  const down = height - edge.top - edge.bottom;
  return {
    from,
    to,
    ticks: Array.from({ length: count + 1 }, (_, index) => floor + index * step),
    x: (at: number) => round(edge.left + (to === from ? across / 2 : ((at - from) / (to - from)) * across)),
    y: (value: number) => round(edge.top + down - ((value - floor) / (ceiling - floor)) * down),
  };
}

/** The next of 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
