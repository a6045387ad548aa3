// A message's journey by its stages: where the time goes.
import { latest, short, type Hour } from "./figures";
import { stages } from "./panels";

export function Journey({ hour }: { hour: Hour }) {
  const rows = stages.map((stage) => ({ ...stage, half: latest(hour, `stage_${stage.id}_p50`), most: latest(hour, `stage_${stage.id}_p99`) }));
  const longest = Math.max(...rows.map((row) => row.most ?? 0), 0.001);
  return (
    <section className="figure figure--wide" aria-label="A message's journey">
      <header className="figure__head"><h2>A message's journey</h2><p className="muted">How long each stage takes, in the last minute: half of all within, and 99 %.</p></header>
      <table className="journey">
        <thead><tr><th scope="col">Stage</th><th scope="col" className="journey__bars"><span className="sr-only">Beside the others</span></th><th scope="col">Half</th><th scope="col">99 %</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.text}<span>{row.about}</span></th>
              <td className="journey__bars" aria-hidden="true"><span className="journey__bar journey__bar--most" style={{ width: share(row.most, longest) }} /><span className="journey__bar" style={{ width: share(row.half, longest) }} /></td>
              <td>{short(row.half)} ms</td><td>{short(row.most)} ms</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function share(value: number | null, longest: number): string {
  return `${value === null ? 0 : Math.max(0.6, (value / longest) * 100)}%`;
}
