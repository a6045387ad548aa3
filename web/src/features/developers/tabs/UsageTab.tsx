import { Activity } from "lucide-react";
import { useEffect, useState } from "react";
import { developers } from "../../../api/developers";
import { explain } from "../../../api/errors";
import { Segments } from "../../../ui/Field";
import { formatCount } from "../../../ui/format";
import type { Usage, UsageDay } from "../../../wire/applications";
import type { TabProps } from "../ApplicationPage";

type Span = "7" | "30" | "90";

const dayText = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const showDay = (day: UsageDay) => (day.date ? dayText.format(new Date(`${day.date}T00:00:00Z`)) : "");
const showMs = (ms: number | null) => (ms === null ? "–" : ms < 10 ? `${ms.toFixed(1)} ms` : `${formatCount(Math.round(ms))} ms`);

export function UsageTab({ application }: TabProps) {
  const [span, setSpan] = useState<Span>("30");
  const [usage, setUsage] = useState<Usage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let stale = false;
    developers.usage(application.id, Number(span)).then((found) => !stale && setUsage(found), (error: unknown) => !stale && setProblem(explain(error)));
    return () => { stale = true; };
  }, [application.id, span]);

  return (
    <div className="stack">
      <div className="usage__head">
        <Segments<Span> label="Days" value={span} onChange={setSpan} options={[{ value: "7", text: "7 days" }, { value: "30", text: "30 days" }, { value: "90", text: "90 days" }]} />
        <span className="muted">In {formatCount(application.approximate_guild_count)} {application.approximate_guild_count === 1 ? "guild" : "guilds"}, installed by {formatCount(application.approximate_user_install_count)} {application.approximate_user_install_count === 1 ? "person" : "people"}</span>
      </div>
      {problem && <p className="field__error" role="alert">{problem}</p>}
      {!usage && !problem && <span className="spinner" role="status" aria-label="Loading" />}
      {usage && <>
        <dl className="figures">
          <Figure name="Commands" value={formatCount(usage.total.commands)} />
          <Figure name="Interactions" value={formatCount(usage.total.interactions)} text="Commands, clicks, choices, forms" />
          <Figure name="Errors" value={formatCount(usage.total.errors)} text={usage.total.interactions > 0 ? `${(100 * usage.total.errors / usage.total.interactions).toFixed(1)} % went unanswered or failed` : "Nothing went wrong"} isBad={usage.total.errors > 0} />
          <Figure name="First answer" value={showMs(usage.total.latency_p50_ms)} text={`19 of 20 within ${showMs(usage.total.latency_p95_ms)}`} />
        </dl>
        {usage.total.interactions === 0
          ? <div className="empty"><span className="empty__art"><Activity size={26} /></span><p className="empty__title">Nothing to count yet</p><p className="empty__text">Figures appear as soon as somebody uses a command.</p></div>
          : <Chart days={usage.days} />}
        {usage.total.interactions > 0 && <Days days={usage.days} />}
      </>}
    </div>
  );
}

function Figure({ name, value, text, isBad }: { name: string; value: string; text?: string; isBad?: boolean }) {
  return <div className="figure"><dt>{name}</dt><dd data-bad={isBad || undefined}>{value}</dd>{text && <dd className="figure__text">{text}</dd>}</div>;
}

/** Interactions of each day as bars, what failed of them at their feet. */
function Chart({ days }: { days: readonly UsageDay[] }) {
  const most = Math.max(1, ...days.map((day) => day.interactions));
  return (
    <figure className="chart">
      <figcaption><span className="chart__key">Interactions</span><span className="chart__key chart__key--bad">Errors</span><span className="chart__most">most in a day: {formatCount(most)}</span></figcaption>
      <div className="chart__bars" aria-hidden>
        {days.map((day) => (
          <span key={day.date} className="chart__bar" title={`${showDay(day)}: ${formatCount(day.interactions)} interactions, ${formatCount(day.errors)} errors, p95 ${showMs(day.latency_p95_ms)}`}>
            <i style={{ height: `${100 * day.interactions / most}%` }} /><i className="bad" style={{ height: `${100 * day.errors / most}%` }} />
          </span>
        ))}
      </div>
      <div className="chart__ends muted" aria-hidden><span>{days[0] && showDay(days[0])}</span><span>Today</span></div>
    </figure>
  );
}

function Days({ days }: { days: readonly UsageDay[] }) {
  const busy = days.filter((day) => day.interactions > 0).toReversed();
  return (
    <details className="usage__days">
      <summary>Day by day</summary>
      <div className="scroll-x">
        <table className="figures-table">
          <thead><tr><th>Day</th><th>Commands</th><th>Interactions</th><th>Errors</th><th>p50</th><th>p95</th></tr></thead>
          <tbody>
            {busy.map((day) => (
              <tr key={day.date}><th scope="row">{showDay(day)}</th><td>{formatCount(day.commands)}</td><td>{formatCount(day.interactions)}</td><td>{formatCount(day.errors)}</td><td>{showMs(day.latency_p50_ms)}</td><td>{showMs(day.latency_p95_ms)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
