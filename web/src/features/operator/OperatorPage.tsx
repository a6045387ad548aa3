// The operator's page: what the server does right now, and did in the last hour.
import { ArrowLeft, Gauge } from "lucide-react";
import { useMemo, useState } from "react";
import { preferences } from "../../stores/preferences";
import { useValue } from "../../stores/reactive";
import { Segments } from "../../ui/Field";
import { PageFrame } from "../applications/PageFrame";
import { latest, short, within, type Hour } from "./figures";
import { Journey } from "./Journey";
import { panels } from "./panels";
import { Plot } from "./Plot";
import { useFigures, type Watched } from "./useFigures";
import "./operator.css";

const spans = [{ value: "5", text: "5 min" }, { value: "15", text: "15 min" }, { value: "60", text: "1 hour" }] as const;

export default function OperatorPage() {
  const { hour, server, problem } = useFigures();
  const [span, setSpan] = useState<(typeof spans)[number]["value"]>("15");
  const { theme } = useValue(preferences);
  const shown = useMemo(() => within(hour, Number(span)), [hour, span]);
  return (
    <PageFrame title="Figures" home={{ page: "operator" }} links={[{ text: "Back to the hall", icon: <ArrowLeft size={16} />, to: { page: "home" } }]}>
      <div className="operator">
        <header className="operator__head">
          <div><h1>Figures of this server</h1><p className="muted">{server ? `Version ${server.version.split("+")[0]}, up ${since(server.started_at)}, ${server.cores} cores.` : "What it does, now and in the last hour."}</p></div>
          {server && <Segments label="How far back" value={span} onChange={setSpan} options={spans} />}
        </header>
        {problem && <p className="note" role="alert">{server ? `${problem} What is shown is from before.` : problem}</p>}
        {!server && !problem && <span className="spinner" role="status" aria-label="Loading" />}
        {server && hour.times.length === 0 && <div className="empty"><span className="empty__art"><Gauge size={26} /></span><p className="empty__title">The first figures come in some seconds</p><p className="empty__text">They are noted every {server.every_ms / 1000} seconds.</p></div>}
        {server && hour.times.length > 0 && <>
          <Tiles hour={hour} server={server} />
          <div className="operator__grid">
            <Journey hour={hour} />
            {panels.map((panel) => <Plot key={panel.title} panel={panel} hour={shown} theme={theme} />)}
          </div>
        </>}
      </div>
    </PageFrame>
  );
}

function Tiles({ hour, server }: { hour: Hour; server: NonNullable<Watched["server"]> }) {
  const value = (name: string) => short(latest(hour, name));
  const failing = (latest(hour, "requests_5xx", 1) ?? 0) + (latest(hour, "crashes", 1) ?? 0) + (latest(hour, "faults", 1) ?? 0) > 0;
  return (
    <dl className="tiles">
      <Tile name="Sockets" value={value("sockets")} more={`${value("sessions")} sessions`} />
      <Tile name="Deliveries" value={`${value("deliveries")}/s`} more={`${value("events_per_write")} in one write`} />
      <Tile name="Answers within" value={`${value("requests_p99")} ms`} more={`99 % of ${value("requests_2xx")}/s`} />
      <Tile name="Processor" value={`${value("cpu")} %`} more={`of ${server.cores * 100} %`} />
      <Tile name="Memory" value={`${value("memory_megabytes")} MB`} more={`pauses below ${value("gc_longest")} ms`} />
      <Tile name="Failures" value={failing ? "Now" : "None"} more={failing ? "See Trouble and Requests" : "in these seconds"} bad={failing} />
    </dl>
  );
}

function Tile({ name, value, more, bad = false }: { name: string; value: string; more: string; bad?: boolean }) {
  return <div className="tile" data-bad={bad || undefined}><dt>{name}</dt><dd className="tile__value">{value}</dd><dd className="tile__more">{more}</dd></div>;
}

function since(started: string): string {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(started)) / 60_000));
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
