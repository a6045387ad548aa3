// The numbers of a connection: one's own first, then each person's.
import { call, figures, participants, type NetworkPath, type Participant } from "../../stores/call";
import { useDerived, useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { bitrate, gradeOf, gradeText, milliseconds, percent } from "./quality";
import { usePersonName } from "./people";

const MaxRows = 12;

export function ConnectionDetails() {
  const people = useDerived([participants], () => participants.values(), []);
  const mine = people.find((person) => person.userId === myId());
  const others = people.filter((person) => !person.isSelf && person.quality).slice(0, MaxRows);
  const now = useValue(figures);
  return (
    <div className="connection">
      <h2>{gradeText[gradeOf(mine?.quality)]}</h2>
      <dl className="connection__mine">
        <div><dt>Round trip</dt><dd>{milliseconds(now?.rttMs ?? null)}</dd></div>
        <div><dt>Path</dt><dd title={now?.path ? `${now.path.local} to ${now.path.remote ?? "unknown"}` : undefined}>{pathText(now?.path ?? null)}</dd></div>
      </dl>
      <table className="connection__ways">
        <thead><tr><td /><th scope="col">Out</th><th scope="col">In</th></tr></thead>
        <tbody>
          <tr><th scope="row">Lost</th><td>{percent(now?.lossUp ?? null)}</td><td>{percent(now?.lossDown ?? null)}</td></tr>
          <tr><th scope="row">Jitter</th><td>{milliseconds(now?.jitterUpMs ?? null)}</td><td>{milliseconds(now?.jitterDownMs ?? null)}</td></tr>
          <tr><th scope="row">Rate</th><td>{bitrate(now?.sentKbps ?? null)}</td><td>{bitrate(now?.receivedKbps ?? null)}</td></tr>
          <tr><th scope="row">Codecs</th><td>{codecs(now?.sending)}</td><td>{codecs(now?.receiving)}</td></tr>
        </tbody>
      </table>
      {others.length > 0 && (
        <table className="connection__others">
          <thead><tr><th scope="col">From</th><th scope="col">Lost</th><th scope="col">Jitter</th><th scope="col">Trip</th><th scope="col">kbit/s</th></tr></thead>
          <tbody>{others.map((person) => <Row key={person.userId} person={person} />)}</tbody>
        </table>
      )}
    </div>
  );
}

const codecs = (names: readonly string[] | undefined) => names?.length ? names.join(" · ") : "–";

const kinds: Record<string, string> = { host: "direct", srflx: "through NAT", prflx: "through NAT", relay: "by a relay" };

/** "UDP, direct": what carries packets, and which kind of candidate the browser uses. */
export function pathText(path: NetworkPath | null): string {
  return path ? `${path.protocol.toUpperCase()}, ${kinds[path.local] ?? path.local}` : "–";
}

function Row({ person }: { person: Participant }) {
  const guildId = useValue(call, (now) => now.guildId);
  const name = usePersonName(guildId, person.userId);
  const { quality } = person;
  return (
    <tr data-grade={gradeOf(quality)}>
      <th scope="row" className="truncate">{name}</th>
      <td>{percent(quality?.lossUp ?? quality?.lossDown ?? null)}</td><td>{milliseconds(quality?.jitterMs ?? null)}</td>
      <td>{milliseconds(quality?.rttMs ?? null)}</td><td>{quality?.kbps == null ? "–" : Math.round(quality.kbps)}</td>
    </tr>
  );
}
