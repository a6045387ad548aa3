import { AtSign, Hash, MessageSquare, Pencil, UserPlus, Users } from "lucide-react";
import { useMayInChannel } from "../../stores/access";
import { channelName } from "../../stores/names";
import { open } from "../../stores/overlays";
import { Button } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import { ChannelType, isPrivateChannel, isVoiceChannel, type Channel } from "../../wire/types";

/** The top of a channel's history: what this place is, and what to do in it. */
export function Beginning({ channel }: { channel: Channel }) {
  const mayInvite = useMayInChannel(channel.id, Permission.createInvite);
  const mayManage = useMayInChannel(channel.id, Permission.manageChannels);
  if (isPrivateChannel(channel)) return (
    <div className="beginning">
      <span className="beginning__icon" aria-hidden>{channel.type === ChannelType.groupDm ? <Users size={28} /> : <AtSign size={30} />}</span>
      <h2>{channelName(channel)}</h2>
      <p className="muted">This is where your conversation begins. Only those who are in it see it.</p>
    </div>
  );
  return (
    <div className="beginning">
      <span className="beginning__icon" aria-hidden>{isVoiceChannel(channel) ? <MessageSquare size={28} /> : <Hash size={30} />}</span>
      <h2>Welcome to {isVoiceChannel(channel) ? "" : "#"}{channel.name}</h2>
      <p className="muted">{channel.topic || "This is where the channel begins. Write the first message, or bring someone to talk with."}</p>
      <div className="beginning__actions">
        {mayInvite && channel.guild_id && (
          <Button small tone="quiet" onClick={() => open({ kind: "invite", guildId: channel.guild_id ?? "", channelId: channel.id })}><UserPlus size={16} /> Invite people</Button>
        )}
        {mayManage && <Button small tone="plain" onClick={() => open({ kind: "channelSettings", channelId: channel.id })}><Pencil size={15} /> Edit channel</Button>}
      </div>
    </div>
  );
}
