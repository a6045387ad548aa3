// What keys are called: KeyboardEvent.code says where a key is, people know what is printed on it.
const named: Record<string, string> = {
  Backquote: "`", Space: "Space", ControlLeft: "Left Ctrl", ControlRight: "Right Ctrl", ShiftLeft: "Left Shift", ShiftRight: "Right Shift",
  AltLeft: "Left Alt", AltRight: "Right Alt", MetaLeft: "Left Meta", MetaRight: "Right Meta", CapsLock: "Caps Lock", Tab: "Tab", Enter: "Enter",
  Backslash: "\\", Minus: "-", Equal: "=", Comma: ",", Period: ".", Slash: "/", Semicolon: ";", Quote: "'", BracketLeft: "[", BracketRight: "]", IntlBackslash: "<",
};

export function keyName(code: string): string {
  const known = named[code];
  if (known) return known;
  if (code.startsWith("Key")) return code.slice(3);
  if (code.startsWith("Digit")) return code.slice(5);
  if (code.startsWith("Numpad")) return `Num ${code.slice(6)}`;
  if (code.startsWith("Arrow")) return `Arrow ${code.slice(5).toLowerCase()}`;
  return code;
}

/** Keys that already mean something everywhere, and would be taken from people who need them. */
export function mayBePushKey(code: string): boolean {
  return code !== "" && code !== "Unidentified" && !["Escape", "Tab", "Enter", "NumpadEnter", "Backspace", "Delete"].includes(code);
}
