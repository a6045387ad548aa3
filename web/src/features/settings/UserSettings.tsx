import { AudioLines, Gauge, LogOut, Palette, ShieldCheck, User } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { isOperator } from "../../api/operator";
import { auth } from "../../api/routes";
import { go } from "../../stores/navigation";
import { signOut } from "../../stores/session";
import { SettingsFrame } from "./SettingsFrame";
import { AppearanceTab } from "./AppearanceTab";
import { ProfileTab } from "./ProfileTab";

const VoiceTab = lazy(() => import("../voice/VoiceTab"));
const AuthorisedTab = lazy(() => import("./AuthorisedTab"));

export default function UserSettings({ tab, onClose }: { tab?: string | undefined; onClose: () => void }) {
  const [operates, setOperates] = useState(false);
  useEffect(() => {
    let open = true;
    void isOperator().then((is) => { if (open) setOperates(is); });
    return () => { open = false; };
  }, []);
  const leave = async () => {
    await auth.logout().catch(() => undefined);
    onClose();
    signOut();
    go({ page: "login" }, "replace");
  };
  return (
    <SettingsFrame title="Settings" initial={tab} onClose={onClose}
      foot={<>
        {operates && <button type="button" className="settings__tab" onClick={() => { onClose(); go({ page: "operator" }); }}><Gauge size={17} />Figures of this server</button>}
        <button type="button" className="settings__tab settings__tab--danger" onClick={() => void leave()}><LogOut size={17} />Log out</button>
      </>}
      tabs={[
        { id: "profile", text: "Profile", icon: <User size={17} />, view: () => <ProfileTab /> },
        { id: "appearance", text: "Appearance", icon: <Palette size={17} />, view: () => <AppearanceTab /> },
        { id: "voice", text: "Voice & Video", icon: <AudioLines size={17} />, view: () => <Suspense fallback={<span className="spinner" />}><VoiceTab /></Suspense> },
        { id: "applications", text: "Authorised apps", icon: <ShieldCheck size={17} />, view: () => <Suspense fallback={<span className="spinner" />}><AuthorisedTab /></Suspense> },
      ]} />
  );
}
