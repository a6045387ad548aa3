// Components of messages and modals, as they travel. One shape for all kinds: which fields a kind has, its number says.
import type { Emoji, Id } from "./types";

export const ComponentType = {
  actionRow: 1, button: 2, stringSelect: 3, textInput: 4, userSelect: 5, roleSelect: 6, mentionableSelect: 7, channelSelect: 8,
  section: 9, textDisplay: 10, thumbnail: 11, mediaGallery: 12, file: 13, separator: 14, container: 17,
  label: 18, fileUpload: 19, radioGroup: 21, checkboxGroup: 22, checkbox: 23,
} as const;

export const ButtonStyle = { primary: 1, secondary: 2, success: 3, danger: 4, link: 5, premium: 6 } as const;

export interface Media {
  url: string;
  proxy_url?: string;
  width?: number | null;
  height?: number | null;
  content_type?: string;
  attachment_id?: Id;
}

export interface GalleryItem {
  media: Media;
  description?: string | null;
  spoiler?: boolean;
}

export interface Choice {
  label: string;
  value: string;
  description?: string;
  emoji?: Partial<Emoji>;
  default?: boolean;
}

export interface Component {
  type: number;
  id?: number;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  custom_id?: string;
  style?: number;
  label?: string;
  description?: string | null;
  emoji?: Partial<Emoji>;
  url?: string;
  sku_id?: Id;
  disabled?: boolean;
  required?: boolean;
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  value?: string;
  default?: boolean;
  options?: Choice[];
  channel_types?: number[];
  default_values?: { id: Id; type: string }[];
  file_types?: string[];
  content?: string;
  media?: Media;
  items?: GalleryItem[];
  file?: Media;
  name?: string;
  size?: number;
  spoiler?: boolean;
  accent_color?: number | null;
  divider?: boolean;
  spacing?: number;
}

export interface Modal {
  id: Id;
  channel_id: Id;
  custom_id: string;
  title: string;
  components: Component[];
  nonce?: string | null;
  application?: { id: Id; name?: string; icon?: string | null };
}

/** Deeper than any documented layout; what lies below is left out, which bounds the work on hostile input. */
export const MaxDepth = 6;

const isSelect = new Set<number>([ComponentType.stringSelect, ComponentType.userSelect, ComponentType.roleSelect, ComponentType.mentionableSelect, ComponentType.channelSelect]);
export const isSelectType = (type: number): boolean => isSelect.has(type);

/** A link that a person may be offered: other schemes, such as javascript:, are not. */
export function safeLink(url: string | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Where a picture or a film is taken from: the server's own copy when there is one. */
export function safeMedia(media: Media | undefined): string | null {
  const url = media?.proxy_url || media?.url;
  if (!url) return null;
  return url.startsWith("/") && !url.startsWith("//") ? url : safeLink(url);
}

/** 0xRRGGBB as CSS, or null for what is none. */
export function safeColor(color: number | null | undefined): string | null {
  return typeof color === "number" && Number.isInteger(color) && color >= 0 && color <= 0xffffff ? `#${color.toString(16).padStart(6, "0")}` : null;
}

/** Every component of a tree, parents first. */
export function walk(components: readonly Component[] | undefined, visit: (component: Component) => void, depth = 0): void {
  if (depth > MaxDepth) return;
  for (const component of components ?? []) {
    visit(component);
    walk(component.components, visit, depth + 1);
    if (component.component) walk([component.component], visit, depth + 1);
    if (component.accessory) walk([component.accessory], visit, depth + 1);
  }
}

/** The words of a layout, for screen readers, previews and copying. */
export function textOf(components: readonly Component[] | undefined): string {
  const texts: string[] = [];
  walk(components, (component) => component.type === ComponentType.textDisplay && component.content && texts.push(component.content));
  return texts.join("\n");
}
