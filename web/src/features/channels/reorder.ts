// Dragging channels to a new place in the list.
import { useState, type DragEvent } from "react";
import { explain } from "../../api/errors";
import { channels as routes } from "../../api/routes";
import { channels, channelsIn } from "../../stores/entities";
import { notify } from "../../stores/overlays";
import { ChannelType, type Channel, type Id } from "../../wire/types";
import { sortChannels } from "./order";

export interface Move { id: Id; position: number; parent_id: Id | null }

/** The positions that put `dragged` just before or after `target`; a category takes channels in. */
export function movesFor(all: readonly Channel[], dragged: Channel, target: Channel, after: boolean): Move[] {
  const isCategory = dragged.type === ChannelType.category;
  if (isCategory !== (target.type === ChannelType.category) && isCategory) return [];
  const into = target.type === ChannelType.category && !isCategory;
  const parent = isCategory ? null : into ? target.id : target.parent_id ?? null;
  const siblings = sortChannels(all).filter((channel) => channel.id !== dragged.id
    && (channel.type === ChannelType.category) === isCategory && (isCategory || (channel.parent_id ?? null) === parent));
  const at = into ? 0 : siblings.findIndex((channel) => channel.id === target.id) + (after ? 1 : 0);
  const ordered = [...siblings.slice(0, at), dragged, ...siblings.slice(at)];
  return ordered.map((channel, position) => ({ id: channel.id, position, parent_id: parent }));
}

export function useReorder(guildId: Id, enabled: boolean) {
  const [dragged, setDragged] = useState<Id | null>(null);
  const rowOf = (event: DragEvent) => (event.target as Element).closest<HTMLElement>("[data-channel]");
  const clear = (root: Element) => root.querySelectorAll("[data-drop]").forEach((row) => row.removeAttribute("data-drop"));
  const isAfter = (event: DragEvent, row: HTMLElement) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
  if (!enabled) return { list: {} };
  return {
    list: {
      onDragStart: (event: DragEvent) => {
        const id = rowOf(event)?.dataset.channel;
        if (!id) return;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", id);
        setDragged(id);
      },
      onDragOver: (event: DragEvent) => {
        const row = rowOf(event);
        if (!dragged || !row) return;
        event.preventDefault();
        clear(event.currentTarget);
        row.dataset.drop = isAfter(event, row) ? "after" : "before";
      },
      onDragEnd: (event: DragEvent) => {
        clear(event.currentTarget);
        setDragged(null);
      },
      onDrop: (event: DragEvent) => {
        clear(event.currentTarget);
        const row = rowOf(event);
        const from = dragged ? channels.get(dragged) : undefined;
        const to = row?.dataset.channel ? channels.get(row.dataset.channel) : undefined;
        setDragged(null);
        if (!row || !from || !to || from.id === to.id) return;
        event.preventDefault();
        const moves = movesFor(channelsIn(guildId), from, to, isAfter(event, row));
        if (moves.length === 0) return;
        routes.reorder(guildId, moves.map((move) => (move.id === from.id ? move : { id: move.id, position: move.position })))
          .catch((error: unknown) => notify(explain(error), "danger"));
      },
    },
  };
}
