import { Popover } from "@base-ui/react/popover";
import { lazy, Suspense } from "react";
import { useValue } from "../../stores/reactive";
import { picker } from "./picker";

const EmojiPanel = lazy(() => import("./EmojiPanel"));

export function EmojiPickerHost() {
  const request = useValue(picker);
  if (!request) return null;
  const close = () => picker.set(null);
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Popover.Portal>
        <Popover.Positioner className="positioner" anchor={{ getBoundingClientRect: () => request.anchor }} side="top" align="end" sideOffset={8} collisionPadding={8}>
          <Popover.Popup className="popup popup--picker" aria-label="Emoji">
            <Suspense fallback={<div className="emoji-panel emoji-panel--waiting"><span className="spinner" /></div>}>
              <EmojiPanel onPick={(emoji, keepOpen) => {
                request.onPick(emoji);
                if (!keepOpen) close();
              }} />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
