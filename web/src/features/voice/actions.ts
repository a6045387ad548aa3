// What the buttons of a call do, wherever they stand.
import { permissionsInChannel } from "../../stores/access";
import { call, own, setDeafened, setMuted, startCamera, startScreen, stopCamera, stopScreen } from "../../stores/call";
import { channels, guilds, membersOf, rolesOf } from "../../stores/entities";
import { useComputed, useValue } from "../../stores/reactive";
import { me } from "../../stores/session";
import { has } from "../../wire/permissions";

/** Who hears nobody is not heard either, so unmuting ends both. */
export const toggleMuted = () => {
  const { muted, deafened } = own.get();
  void setMuted(!(muted || deafened));
};
export const toggleDeafened = () => void setDeafened(!own.get().deafened);
export const toggleCamera = () => void (own.get().camera ? stopCamera() : startCamera());
export const toggleScreen = () => void (own.get().screen ? stopScreen() : startScreen());

/** Whether I may do something in the channel of the present call; private calls allow everything. */
export function useMayInCall(permission: bigint): boolean {
  const { channelId, guildId } = useValue(call);
  return useComputed([channels, guilds, rolesOf.of(guildId ?? ""), membersOf.of(guildId ?? ""), me], () => {
    const channel = channelId ? channels.get(channelId) : undefined;
    return !!channel && (!channel.guild_id || has(permissionsInChannel(channel), permission));
  });
}
