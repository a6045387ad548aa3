// The entry "Apps" of the menus of people and messages: the commands that bots offer there.
import { Blocks } from "lucide-react";
import { lazy, Suspense } from "react";
import { permissionsInChannel } from "../../stores/access";
import { channels } from "../../stores/entities";
import type { SubmenuEntry } from "../../ui/Menu";
import { Permission, has } from "../../wire/permissions";
import type { Id } from "../../wire/types";

const Apps = lazy(() => import("./Apps"));

export function appsEntry(channelId: Id | null, type: number, targetId: Id): SubmenuEntry | null {
  const channel = channelId ? channels.get(channelId) : undefined;
  if (!channelId || !channel || !has(permissionsInChannel(channel), Permission.useApplicationCommands)) return null;
  return {
    text: "Apps", icon: <Blocks size={16} />,
    content: <Suspense fallback={<div className="menu-note"><span className="spinner" /></div>}><Apps channelId={channelId} type={type} targetId={targetId} /></Suspense>,
  };
}
