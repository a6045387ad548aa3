import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./ui/controls.css";
import "./ui/overlay.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { keepConnected } from "./gateway/connection";
import { viewport } from "./stores/messages";
import { watchHistory } from "./stores/navigation";
import { watchTheme } from "./stores/preferences";

watchTheme();
watchHistory();
keepConnected();

const look = () => viewport.update((now) => ({ ...now, focused: document.hasFocus() && !document.hidden }));
for (const event of ["focus", "blur"]) window.addEventListener(event, look);
document.addEventListener("visibilitychange", look);
look();

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
