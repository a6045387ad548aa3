import { LogOut, Palette, ShieldCheck, User } from "lucide-react";
import { lazy, Suspense } from "react";
import { auth } from "../../api/routes";
import { go } from "../../stores/navigation";
import { signOut } from "../../stores/session";
import { SettingsFrame } from "./SettingsFrame";
import { AppearanceTab } from "./AppearanceTab";
import { ProfileTab } from "./ProfileTab";

const AuthorisedTab = lazy(() => import("./AuthorisedTab"));

export default function UserSettings({ tab, onClose }: { tab?: string | undefined; onClose: () => void }) {
  const leave = async () => {
    await auth.logout().catch(() => undefined);
    onClose();
    signOut();
    go({ page: "login" }, "replace");
  };
  return (
    <SettingsFrame title="Settings" initial={tab} onClose={onClose}
      foot={<button type="button" className="settings__tab settings__tab--danger" onClick={() => void leave()}><LogOut size={17} />Log out</button>}
      tabs={[
        { id: "profile", text: "Profile", icon: <User size={17} />, view: () => <ProfileTab /> },
        { id: "appearance", text: "Appearance", icon: <Palette size={17} />, view: () => <AppearanceTab /> },
        { id: "applications", text: "Authorised apps", icon: <ShieldCheck size={17} />, view: () => <Suspense fallback={<span className="spinner" />}><AuthorisedTab /></Suspense> },
      ]} />
  );
}
