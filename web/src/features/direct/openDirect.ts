import { explain } from "../../api/errors";
import { me as routes } from "../../api/routes";
import { channels, rememberUser } from "../../stores/entities";
import { DirectMessages, goToChannel } from "../../stores/navigation";
import { notify } from "../../stores/overlays";
import { ChannelType, type Channel, type Id } from "../../wire/types";

/** The conversation with one person, made if there is none yet. */
export async function directWith(userId: Id): Promise<Channel | null> {
  const known = channels.inGuild("").find((channel) => channel.type === ChannelType.dm && channel.recipients?.[0]?.id === userId);
  if (known) return known;
  try {
    const channel = await routes.openDirect(userId);
    channel.recipients?.forEach(rememberUser);
    if (!channels.has(channel.id)) channels.set(channel.id, channel);
    return channel;
  } catch (error) {
    notify(explain(error), "danger");
    return null;
  }
}

export async function openDirect(userId: Id): Promise<void> {
  const channel = await directWith(userId);
  if (channel) goToChannel(DirectMessages, channel.id);
}
