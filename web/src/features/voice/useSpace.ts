import { useEffect, useState } from "react";
import type { Space } from "./layout";

/** The size of an element, as it changes. */
export function useSpace(): [(element: HTMLElement | null) => void, Space] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [space, setSpace] = useState<Space>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSpace({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, space];
}
