// The permissions that can be given here, in the words of the settings pages.
import { Permission } from "../../wire/permissions";

export interface PermissionText {
  bit: bigint;
  title: string;
  text: string;
  /** Also settable for a single channel. */
  inChannel: boolean;
}

export interface PermissionGroup { title: string; permissions: PermissionText[] }

const p = (bit: bigint, title: string, text: string, inChannel = true): PermissionText => ({ bit, title, text, inChannel });

export const permissionGroups: readonly PermissionGroup[] = [
  { title: "Guild", permissions: [
    p(Permission.viewChannel, "See channels", "Without it a channel does not exist for them."),
    p(Permission.manageChannels, "Manage channels", "Create, edit and delete channels."),
    p(Permission.manageRoles, "Manage roles", "Create and edit roles below their own, and set permissions of channels."),
    p(Permission.manageExpressions, "Manage emoji", "Add and remove the guild's own emoji.", false),
    p(Permission.viewAuditLog, "See the audit log", "Who changed what.", false),
    p(Permission.manageWebhooks, "Manage webhooks", "Let other services post here."),
    p(Permission.manageGuild, "Manage the guild", "Its name, picture and invites.", false),
  ] },
  { title: "People", permissions: [
    p(Permission.createInvite, "Invite people", "Make links that let others in."),
    p(Permission.changeNickname, "Change own nickname", "Choose how they are called in this guild.", false),
    p(Permission.manageNicknames, "Manage nicknames", "Rename others.", false),
    p(Permission.kickMembers, "Kick members", "Remove people; they can come back with an invite.", false),
    p(Permission.banMembers, "Ban members", "Remove people for good.", false),
    p(Permission.moderateMembers, "Time out members", "Stop people from writing for a while.", false),
  ] },
  { title: "Messages", permissions: [
    p(Permission.sendMessages, "Write messages", "Take part in conversations."),
    p(Permission.embedLinks, "Embed links", "Show previews of what is linked."),
    p(Permission.attachFiles, "Attach files", "Share pictures and files."),
    p(Permission.addReactions, "Add reactions", "React with new emoji."),
    p(Permission.useExternalEmojis, "Use emoji of other guilds", "Emoji from elsewhere."),
    p(Permission.mentionEveryone, "Mention everyone", "Use @everyone, @here and any role."),
    p(Permission.manageMessages, "Manage messages", "Delete messages of others."),
    p(Permission.pinMessages, "Pin messages", "Pin and unpin in channels."),
    p(Permission.bypassSlowmode, "Skip slow mode", "Write without waiting."),
    p(Permission.readMessageHistory, "Read history", "See what was written before they came."),
    p(Permission.useApplicationCommands, "Use commands", "Talk to bots by commands."),
  ] },
  { title: "Voice", permissions: [
    p(Permission.connect, "Connect", "Join voice channels and stages."),
    p(Permission.speak, "Speak", "Be heard in voice channels."),
    p(Permission.stream, "Camera and screen", "Be seen, and share a screen."),
    p(Permission.useVoiceActivity, "Voice activity", "Speak without holding a key."),
    p(Permission.prioritySpeaker, "Priority speaker", "Others grow quieter while they speak."),
    p(Permission.useSoundboard, "Soundboard", "Play short sounds to those in the channel."),
    p(Permission.requestToSpeak, "Ask to speak", "Raise a hand on a stage."),
    p(Permission.setVoiceStatus, "Set the status", "Say in a line what a voice channel is about just now."),
    p(Permission.muteMembers, "Mute members", "Silence others for everybody, and let people speak on stages."),
    p(Permission.deafenMembers, "Deafen members", "Stop others from hearing."),
    p(Permission.moveMembers, "Move members", "Move others to another channel, or out of voice."),
  ] },
  { title: "Everything", permissions: [
    p(Permission.administrator, "Administrator", "Every permission, in every channel. Give it rarely.", false),
  ] },
];
