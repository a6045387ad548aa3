// The numbers of a connection: one's own first, then each person's.
import { participants, type Participant } from "../../stores/call";
import { call } from "../../stores/call";
import { useDerived, useValue } from "../../stores/reactive";
import { bitrate, gradeOf, gradeText, milliseconds, percent } from "./quality";
import { usePersonName } from "./people";

const MaxRows = 12;

export function ConnectionDetails() {
  const people = useDerived([participants], () => participants.values(), []);
  const mine = people.find((person) => person.isSelf);
  const others = people.filter((person) => !person.isSelf && person.quality).slice(0, MaxRows);
  const quality = mine?.quality ?? null;
  return (
    <div className="connection">
      <h2>{gradeText[gradeOf(quality)]}</h2>
      <dl className="connection__mine">
        <div><dt>Round trip</dt><dd>{milliseconds(quality?.rttMs ?? null)}</dd></div>
        <div><dt>Jitter</dt><dd>{milliseconds(quality?.jitterMs ?? null)}</dd></div>
        <div><dt>Lost on the way out</dt><dd>{percent(quality?.lossUp ?? null)}</dd></div>
        <div><dt>Lost on the way in</dt><dd>{percent(quality?.lossDown ?? null)}</dd></div>
        <div><dt>Sending</dt><dd>{bitrate(quality?.kbps ?? null)}</dd></div>
        <div><dt>Sound, pictures</dt><dd>Opus, VP8</dd></div>
      </dl>
      {others.length > 0 && (
        <table className="connection__others">
          <thead><tr><th scope="col">From</th><th scope="col">Lost</th><th scope="col">Jitter</th><th scope="col">Rate</th></tr></thead>
          <tbody>{others.map((person) => <Row key={person.userId} person={person} />)}</tbody>
        </table>
      )}
    </div>
  );
}

function Row({ person }: { person: Participant }) {
  const guildId = useValue(call, (now) => now.guildId);
  const name = usePersonName(guildId, person.userId);
  const { quality } = person;
  return (
    <tr data-grade={gradeOf(quality)}>
      <th scope="row" className="truncate">{name}</th>
      <td>{percent(quality?.lossUp ?? quality?.lossDown ?? null)}</td><td>{milliseconds(quality?.jitterMs ?? null)}</td><td>{bitrate(quality?.kbps ?? null)}</td>
    </tr>
  );
}
