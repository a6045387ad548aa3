import { Dialog } from "../../ui/Dialog";

const keys: [string, string][] = [
  ["Ctrl K", "Find a channel or guild"], ["Alt ↑ / Alt ↓", "Previous or next channel"], ["Ctrl ,", "Settings"], ["Ctrl Shift M / D", "In a call: mute, or deafen"],
  ["↑ in an empty box", "Edit my last message"], ["Enter / Shift Enter", "Send, or a new line"], ["Esc", "Stop replying, editing, or close"],
  ["Tab, then ↑ ↓", "Walk through messages"], ["R, E, Del on a message", "Reply, edit, delete"], ["Ctrl B, I, U, E", "Bold, italic, underline, code"], ["@ # :", "Complete a name, channel or emoji"],
];

export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="key-list">{keys.map(([key, text]) => <div key={key}><dt>{text}</dt><dd><kbd>{key}</kbd></dd></div>)}</dl>
    </Dialog>
  );
}
