import { DoorClosed, Hash, Menu as MenuIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useMayInGuild } from "../../stores/access";
import { go } from "../../stores/navigation";
import { drawer, open } from "../../stores/overlays";
import { Button } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import { ChannelType } from "../../wire/types";

const PatienceMs = 1_500;

/** A guild in which there is nothing to read, or that is gone. */
export function NoChannel({ guildId, lost }: { guildId: string; lost: boolean }) {
  const mayCreate = useMayInGuild(guildId, Permission.manageChannels);
  const [patient, setPatient] = useState(true);
  // A guild just created or joined arrives a moment after the way to it.
  useEffect(() => {
    setPatient(true);
    const timer = setTimeout(() => setPatient(false), PatienceMs);
    return () => clearTimeout(timer);
  }, [guildId, lost]);
  if (patient) return <main className="no-channel"><span className="spinner" role="status" aria-label="Loading" /></main>;
  return (
    <main className="no-channel">
      <button type="button" className="icon-button only-phone home__menu" aria-label="Open navigation" onClick={() => drawer.set("navigation")}><MenuIcon size={20} /></button>
      {lost ? (
        <div className="empty"><span className="empty__art"><DoorClosed size={26} /></span><h1 className="empty__title">This guild isn't here</h1>
          <p className="empty__text">It may have been deleted, or you are no longer a member.</p>
          <Button tone="primary" onClick={() => go({ page: "home" }, "replace")}>Back home</Button></div>
      ) : (
        <div className="empty"><span className="empty__art"><Hash size={26} /></span><h1 className="empty__title">No channel to read yet</h1>
          <p className="empty__text">{mayCreate ? "Create the first one: a place for one kind of conversation." : "Nobody has opened a channel to you here yet. Ask the people who run this guild."}</p>
          {mayCreate && <Button tone="primary" onClick={() => open({ kind: "createChannel", guildId, parentId: null, type: ChannelType.text })}>Create a channel</Button>}</div>
      )}
    </main>
  );
}
