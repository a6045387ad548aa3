// Everything that lies above the page. What is used rarely is loaded when it is first opened.
import { X } from "lucide-react";
import { lazy, Suspense } from "react";
import { shownModal } from "../../stores/interactions";
import { announcement, closeDialog, dialog, dismiss, notices, type Dialog } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { EmojiPickerHost } from "../emoji/EmojiPickerHost";
import { ProfileCardHost } from "../members/ProfileCard";
import { VoiceLayer } from "../voice/VoiceLayer";
import { ConfirmDialog } from "./ConfirmDialog";

const CreateGuild = lazy(() => import("../create/CreateGuild"));
const JoinGuild = lazy(() => import("../create/JoinGuild"));
const CreateChannel = lazy(() => import("../create/CreateChannel"));
const InviteDialog = lazy(() => import("../invites/InviteDialog"));
const Lightbox = lazy(() => import("../channel/Lightbox"));
const FriendsDialog = lazy(() => import("../direct/FriendsDialog"));
const GroupPeopleDialog = lazy(() => import("../direct/GroupPeopleDialog"));
const GroupDialog = lazy(() => import("../direct/GroupDialog"));
const Switcher = lazy(() => import("./Switcher"));
const KeyboardHelp = lazy(() => import("./KeyboardHelp"));
const UserSettings = lazy(() => import("../settings/UserSettings"));
const GuildSettings = lazy(() => import("../settings/GuildSettings"));
const ChannelSettings = lazy(() => import("../settings/ChannelSettings"));
const BanDialog = lazy(() => import("../members/BanDialog"));
const TimeoutDialog = lazy(() => import("../members/TimeoutDialog"));
const NicknameDialog = lazy(() => import("../members/NicknameDialog"));

const ModalDialog = lazy(() => import("../components/ModalDialog"));

export function Overlays() {
  const current = useValue(dialog);
  const modal = useValue(shownModal);
  return (
    <>
      <Suspense fallback={null}>{current && <DialogView dialog={current} />}</Suspense>
      <Suspense fallback={null}>{modal && <ModalDialog key={modal.id} modal={modal} />}</Suspense>
      <ProfileCardHost />
      <EmojiPickerHost />
      <VoiceLayer />
      <Notices />
      <Announcer />
    </>
  );
}

function DialogView({ dialog: current }: { dialog: Dialog }) {
  const onClose = closeDialog;
  switch (current.kind) {
    case "createGuild": return <CreateGuild onClose={onClose} />;
    case "joinGuild": return <JoinGuild onClose={onClose} />;
    case "createChannel": return <CreateChannel {...current} onClose={onClose} />;
    case "invite": return <InviteDialog {...current} onClose={onClose} />;
    case "confirm": return <ConfirmDialog {...current} onClose={onClose} />;
    case "ban": return <BanDialog {...current} onClose={onClose} />;
    case "timeout": return <TimeoutDialog {...current} onClose={onClose} />;
    case "nickname": return <NicknameDialog {...current} onClose={onClose} />;
    case "lightbox": return <Lightbox {...current} onClose={onClose} />;
    case "friends": return <FriendsDialog onClose={onClose} />;
    case "groupPeople": return <GroupPeopleDialog {...current} onClose={onClose} />;
    case "group": return <GroupDialog {...current} onClose={onClose} />;
    case "switcher": return <Switcher onClose={onClose} />;
    case "keyboard": return <KeyboardHelp onClose={onClose} />;
    case "userSettings": return <UserSettings tab={current.tab} onClose={onClose} />;
    case "guildSettings": return <GuildSettings guildId={current.guildId} tab={current.tab} onClose={onClose} />;
    case "channelSettings": return <ChannelSettings channelId={current.channelId} tab={current.tab} onClose={onClose} />;
  }
}

function Notices() {
  const list = useValue(notices);
  return (
    <div className="notices" role="status">
      {list.map((notice) => (
        <div key={notice.id} className={`notice notice--${notice.tone}`}>
          <span>{notice.text}</span>
          <button type="button" className="icon-button icon-button--small" aria-label="Dismiss" onClick={() => dismiss(notice.id)}><X size={15} /></button>
        </div>
      ))}
    </div>
  );
}

/** New messages for screen readers; the list itself stays quiet, or history would be read aloud. */
function Announcer() {
  const text = useValue(announcement);
  return <div className="sr-only" aria-live="polite" aria-atomic>{text}</div>;
}
