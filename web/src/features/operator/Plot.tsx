// One panel: its title, what its lines say now, and the lines.
import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { latest, short, type Hour } from "./figures";
import type { Panel } from "./panels";

const Height = 168;

export function Plot({ panel, hour, theme }: { panel: Panel; hour: Hour; theme: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new UPlot(optionsOf(panel, element), [[], ...panel.lines.map(() => [])], element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: Height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [panel, theme]);
  useEffect(() => {
    plot.current?.setData([hour.times.map((time) => time / 1000), ...panel.lines.map((line) => [...(hour.series[line.name] ?? [])])]);
  }, [panel, hour, theme]);
  return (
    <section className="figure" aria-label={panel.title}>
      <header className="figure__head">
        <h2>{panel.title}</h2>
        <ul className="figure__lines">
          {panel.lines.map((line) => (
            <li key={line.name}><span className="figure__dot" style={{ background: `var(${line.colour})` }} />{line.text} <strong>{short(latest(hour, line.name))}{panel.unit}</strong></li>
          ))}
        </ul>
      </header>
      <div className="figure__plot" ref={box} aria-hidden="true" />
    </section>
  );
}

function optionsOf(panel: Panel, element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--text-3"), font: `11px ${style.getPropertyValue("--font")}`, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: Height,
    cursor: { sync: { key: "figures" }, drag: { x: false, y: false }, points: { size: 7 } },
    legend: { show: false },
    padding: [10, 8, 0, 0],
    scales: { x: { time: true }, y: { range: (_, __, high) => [0, roomAbove(high)] } },
    axes: [
      { ...axis, size: 28, space: 64, values: (_, times) => clock(times) },
      { ...axis, size: 46, space: 34, values: (_, values) => values.map((value) => short(value)) },
    ],
    series: [{}, ...panel.lines.map((line, index) => ({
      label: line.text, stroke: colour(line.colour), width: 1.75, spanGaps: true, points: { show: false },
      ...(index === 0 && panel.lines.length <= 2 && { fill: `color-mix(in srgb, ${colour(line.colour)} 11%, transparent)` }),
    }))],
    plugins: [{ hooks: { setCursor: (shown) => tell(shown, panel) } }],
  };
}

// With seconds where marks are less than a minute apart.
function clock(times: readonly number[]): string[] {
  const near = times.length > 1 && (times[1] as number) - (times[0] as number) < 60;
  return times.map((time) => new Date(time * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", ...(near && { second: "2-digit" as const }), hourCycle: "h23" }));
}

// The axis begins at zero and ends a little above what there is; never at zero itself.
function roomAbove(high: number | null): number {
  return high === null || high <= 0 ? 1 : high * 1.12;
}

// What the lines say where the pointer is, in a box beside it.
function tell(plot: UPlot, panel: Panel): void {
  const over = plot.over;
  let note = over.querySelector<HTMLElement>(".figure__note");
  const { idx, left } = plot.cursor;
  const time = idx === null || idx === undefined ? undefined : plot.data[0][idx];
  if (time === undefined || left === undefined || left < 0) {
    note?.remove();
    return;
  }
  if (!note) {
    note = document.createElement("div");
    note.className = "figure__note";
    over.append(note);
  }
  const rows = panel.lines.map((line, i) => `${line.text}: ${short(plot.data[i + 1]?.[idx as number] ?? null)}${panel.unit}`);
  note.textContent = [new Date(time * 1000).toLocaleTimeString([], { hourCycle: "h23" }), ...rows].join("\n");
  note.dataset["side"] = left > over.clientWidth / 2 ? "left" : "right";
  note.style.left = `${left}px`;
}
