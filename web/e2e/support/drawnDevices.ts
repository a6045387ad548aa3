// Cameras and screens for a machine that has none: pages film what is drawn here. Runs inside the page.

export function drawDevices(seed: number): void {
  const devices = navigator.mediaDevices;
  const real = devices.getUserMedia.bind(devices);

  const film = (width: number, height: number, draw: (paint: CanvasRenderingContext2D, seconds: number) => void): MediaStream => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const paint = canvas.getContext("2d");
    if (!paint) throw new Error("no canvas");
    const begun = performance.now();
    const next = () => draw(paint, (performance.now() - begun) / 1000);
    next();
    setInterval(next, 100);
    return canvas.captureStream(10);
  };

  const skins = ["#e8bd9a", "#c98f66", "#f0cbae", "#8d5a3b", "#dba97f", "#b97d55", "#9b6a48"];
  const hairs = ["#3a2a20", "#8a5a2b", "#17181c", "#2a1c16", "#c08a4a", "#5b3a24", "#1d1613"];
  const shirts = ["#2f6f63", "#3d5a80", "#7a4b6a", "#5a6b3c", "#a0562f", "#4a4e69", "#2c6e8f"];
  const walls: [string, string][] = [["#d9cdb8", "#b7a98f"], ["#9fb4b8", "#6f8a90"], ["#c9b6c4", "#95809a"], ["#b9c2a2", "#87946c"], ["#c8bfb4", "#8f857a"], ["#a9b8cc", "#7387a4"], ["#cfb9a5", "#a07f63"]];
  const pick = <T,>(list: readonly T[]): T => list[seed % list.length] as T;

  const person = (paint: CanvasRenderingContext2D, seconds: number) => {
    const [light, dark] = pick(walls);
    const wall = paint.createLinearGradient(0, 0, 960, 540);
    wall.addColorStop(0, light);
    wall.addColorStop(1, dark);
    paint.fillStyle = wall;
    paint.fillRect(0, 0, 960, 540);
    const round = (x: number, y: number, w: number, h: number, r: number, color: string) => { paint.fillStyle = color; paint.beginPath(); paint.roundRect(x, y, w, h, r); paint.fill(); };
    const dot = (x: number, y: number, w: number, h: number, color: string) => { paint.fillStyle = color; paint.beginPath(); paint.ellipse(x, y, w, h, 0, 0, Math.PI * 2); paint.fill(); };
    const window_ = seed % 2 ? 90 : 640;
    round(window_, 50, 230, 260, 8, "#f6f1e4");
    round(window_ + 12, 62, 206, 236, 4, "#a9cfe0");
    round(window_ + 12, 200, 206, 98, 4, "#5d8fa3");
    round(window_ + 108, 62, 12, 236, 0, "#f6f1e4");
    const shelf = seed % 2 ? 620 : 80;
    round(shelf, 190, 260, 12, 3, "#6b4a32");
    for (let book = 0; book < 7; book++) round(shelf + 14 + book * 30, 190 - 70 - ((book * 37 + seed * 13) % 36), 22, 70 + ((book * 37 + seed * 13) % 36), 2, shirts[(book + seed) % shirts.length] as string);
    const sway = Math.sin(seconds * 1.3 + seed) * 7;
    const [skin, hair] = [pick(skins), pick(hairs)];
    round(480 + sway * 0.5 - 215, 402, 430, 300, 120, pick(shirts));
    round(480 + sway - 44, 320, 88, 120, 40, skin);
    if (seed % 3 === 1) dot(480 + sway, 250, 136, 156, hair);
    dot(480 + sway, 258, 100, 126, skin);
    paint.save();
    paint.beginPath();
    paint.rect(0, 0, 960, seed % 3 === 2 ? 205 : 222);
    paint.clip();
    dot(480 + sway, 232, 112, 118, hair);
    paint.restore();
    const blink = seconds % 3.7 < 0.14 ? 2 : 9;
    for (const side of [-1, 1]) dot(480 + sway + side * 36, 262, 8, blink, "#2b2320");
    paint.strokeStyle = "#8f4b3f";
    paint.lineWidth = 6;
    paint.lineCap = "round";
    paint.beginPath();
    paint.arc(480 + sway, 306, 30, 0.25 * Math.PI, 0.75 * Math.PI);
    paint.stroke();
  };

  const chart = (paint: CanvasRenderingContext2D, seconds: number) => {
    paint.fillStyle = "#f3efe2";
    paint.fillRect(0, 0, 1280, 720);
    paint.fillStyle = "#bcd9e2";
    paint.fillRect(0, 64, 1280, 656);
    const land = (points: [number, number][], color: string) => { paint.fillStyle = color; paint.beginPath(); points.forEach(([x, y], at) => (at ? paint.lineTo(x, y) : paint.moveTo(x, y))); paint.fill(); };
    land([[0, 64], [420, 64], [360, 170], [250, 210], [190, 330], [80, 370], [0, 470]], "#e4d9a8");
    land([[1280, 300], [1120, 340], [1040, 450], [900, 520], [860, 640], [930, 720], [1280, 720]], "#e4d9a8");
    land([[620, 250], [700, 230], [730, 290], [680, 340], [610, 320]], "#d6cc97");
    paint.strokeStyle = "#7fb0c0";
    paint.lineWidth = 1.5;
    for (let line = 0; line < 6; line++) { paint.beginPath(); for (let x = 0; x <= 1280; x += 20) paint.lineTo(x, 180 + line * 88 + Math.sin(x / 90 + line * 1.7) * 34); paint.stroke(); }
    const way: [number, number][] = [[210, 380], [330, 420], [470, 400], [590, 420], [760, 400], [850, 480]];
    paint.strokeStyle = "#b5483a";
    paint.lineWidth = 5;
    paint.setLineDash([16, 12]);
    paint.lineDashOffset = -seconds * 20;
    paint.beginPath();
    way.forEach(([x, y], at) => (at ? paint.lineTo(x, y) : paint.moveTo(x, y)));
    paint.stroke();
    paint.setLineDash([]);
    paint.font = "600 22px sans-serif";
    for (const [at, name] of [[0, "Tidewater"], [2, "Old buoy"], [3, "Gull Island"], [5, "Havn"]] as const) {
      const [x, y] = way[at] as [number, number];
      paint.fillStyle = "#b5483a";
      paint.beginPath();
      paint.arc(x, y, 9, 0, 7);
      paint.fill();
      paint.fillStyle = "#3a3226";
      paint.fillText(name, x - 40, y + 38);
    }
    paint.fillStyle = "#2f4b45";
    paint.fillRect(0, 0, 1280, 64);
    paint.fillStyle = "#f3efe2";
    paint.font = "650 28px sans-serif";
    paint.fillText("Friday's crossing: 14.6 nm, with the ebb until 15:58", 28, 42);
  };

  devices.getUserMedia = async (wanted) => {
    if (!wanted?.video) return real(wanted);
    const stream = film(960, 540, person);
    if (wanted.audio) for (const track of (await real({ audio: wanted.audio })).getAudioTracks()) stream.addTrack(track);
    return stream;
  };
  devices.getDisplayMedia = () => Promise.resolve(film(1280, 720, chart));
}
