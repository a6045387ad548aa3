import { Monitor, Moon, Rows2, Rows3, Sun } from "lucide-react";
import { prefer, preferences } from "../../stores/preferences";
import { useValue } from "../../stores/reactive";
import { Segments, SwitchRow } from "../../ui/Field";

export function AppearanceTab() {
  const now = useValue(preferences);
  return (
    <div className="stack">
      <div className="setting-row"><div><div className="setting-row__title">Theme</div><div className="setting-row__text">System follows your device, day and night.</div></div>
        <Segments label="Theme" value={now.theme} onChange={(theme) => prefer({ theme })} options={[
          { value: "system", text: "System", icon: <Monitor size={15} /> }, { value: "dark", text: "Dark", icon: <Moon size={15} /> }, { value: "light", text: "Light", icon: <Sun size={15} /> },
        ]} /></div>
      <div className="setting-row"><div><div className="setting-row__title">Density</div><div className="setting-row__text">How much room messages take.</div></div>
        <Segments label="Density" value={now.density} onChange={(density) => prefer({ density })} options={[
          { value: "cozy", text: "Cozy", icon: <Rows2 size={15} /> }, { value: "compact", text: "Compact", icon: <Rows3 size={15} /> },
        ]} /></div>
      <SwitchRow title="Reduce motion" text="Your device's own setting is always respected." checked={now.reduceMotion} onChange={(reduceMotion) => prefer({ reduceMotion })} />
    </div>
  );
}
