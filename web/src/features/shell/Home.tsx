import { ArrowRight, Bot, Compass, Menu as MenuIcon, Plus, SquareTerminal } from "lucide-react";
import { guilds } from "../../stores/entities";
import { userName } from "../../stores/names";
import { go, goToChannel } from "../../stores/navigation";
import { drawer, open } from "../../stores/overlays";
import { useDerived, useValue } from "../../stores/reactive";
import { me } from "../../stores/session";
import { GuildIcon } from "../../ui/Avatar";
import { formatCount } from "../../ui/format";
import { Logo } from "../../ui/Logo";

/** Where one starts: what to do first, and the guilds one is in. */
export function Home() {
  const self = useValue(me);
  const list = useDerived([guilds], () => guilds.values(), []);
  return (
    <main className="home scroll">
      <button type="button" className="icon-button only-phone home__menu" aria-label="Open navigation" onClick={() => drawer.set("navigation")}><MenuIcon size={20} /></button>
      <div className="home__inner">
        <Logo size={44} />
        <h1>{list.length > 0 ? "Good to see you" : "Welcome"}, {self ? userName(self) : ""}</h1>
        <p className="muted">{list.length > 0 ? "Pick up a conversation, or start a new place for one." : "A guild is a place for your people: channels to talk in, roles to shape it. Start one, or join with an invite."}</p>
        <div className="home__actions">
          <ActionCard icon={<Plus size={22} />} title="Create a guild" text="Name it, and invite the first people." onClick={() => open({ kind: "createGuild" })} />
          <ActionCard icon={<Compass size={22} />} title="Join with an invite" text="Paste a link or a code you were given." onClick={() => open({ kind: "joinGuild" })} />
          <ActionCard icon={<Bot size={22} />} title="Find a bot" text="Look through the bots of this house." onClick={() => go({ page: "directory", applicationId: null })} />
          <ActionCard icon={<SquareTerminal size={22} />} title="Bring your own bot" text="Bots written for Discord's API work here." onClick={() => go({ page: "developers", applicationId: null, tab: null })} />
        </div>
        {list.length > 0 && <>
          <h2 className="home__heading">Your guilds</h2>
          <ul className="home__guilds">
            {list.map((guild) => (
              <li key={guild.id}><button type="button" className="home__guild" onClick={() => goToChannel(guild.id, null)}>
                <GuildIcon guild={guild} size={42} />
                <span><strong className="truncate">{guild.name}</strong><span className="muted">{formatCount(guild.member_count ?? 1)} {guild.member_count === 1 ? "member" : "members"}</span></span>
                <ArrowRight size={17} />
              </button></li>
            ))}
          </ul>
        </>}
        <p className="home__hint"><kbd>Ctrl</kbd> <kbd>K</kbd> finds any channel. <kbd>Ctrl</kbd> <kbd>/</kbd> lists every key.</p>
      </div>
    </main>
  );
}

function ActionCard({ icon, title, text, onClick }: { icon: React.ReactNode; title: string; text: string; onClick: () => void }) {
  return (
    <button type="button" className="action-card" onClick={onClick}>
      <span className="action-card__icon" aria-hidden>{icon}</span>
      <span><strong>{title}</strong><span className="muted">{text}</span></span>
    </button>
  );
}
