import { Activity, Bot, ChevronsUpDown, Compass, Gem, Info, KeyRound, Link2, Puzzle, SquareSlash } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { developers, type ApplicationChange } from "../../api/developers";
import { go } from "../../stores/navigation";
import { notify } from "../../stores/overlays";
import { Menu } from "../../ui/Menu";
import type { DeveloperApplication } from "../../wire/applications";
import { AppIcon } from "../applications/AppIcon";
import { RouteLink } from "../applications/PageFrame";
import { BotTab } from "./tabs/BotTab";
import { CommandsTab } from "./tabs/CommandsTab";
import { EventsTab } from "./tabs/EventsTab";
import { GeneralTab } from "./tabs/GeneralTab";
import { InstallTab } from "./tabs/InstallTab";
import { ListingTab } from "./tabs/ListingTab";
import { OAuthTab } from "./tabs/OAuthTab";
import { PremiumTab } from "./tabs/PremiumTab";
import { UsageTab } from "./tabs/UsageTab";

export interface TabProps {
  application: DeveloperApplication;
  /** Saves a change and shows what came of it. */
  save: (change: ApplicationChange) => Promise<void>;
  onChange: (application: DeveloperApplication) => void;
  onGone: () => void;
}

interface Tab { id: string; text: string; icon: ReactNode; lead: string; view: (props: TabProps) => ReactNode }

const tabs: readonly Tab[] = [
  { id: "information", text: "General", icon: <Info size={17} />, lead: "What people see of your application.", view: (props) => <GeneralTab {...props} /> },
  { id: "bot", text: "Bot", icon: <Bot size={17} />, lead: "The account your program logs in with.", view: (props) => <BotTab {...props} /> },
  { id: "installation", text: "Installation", icon: <Puzzle size={17} />, lead: "Who may have it, and what it asks for when it is added.", view: (props) => <InstallTab {...props} /> },
  { id: "oauth2", text: "OAuth2", icon: <KeyRound size={17} />, lead: "Let people sign in to your own site with this house, and make links that add the bot.", view: (props) => <OAuthTab {...props} /> },
  { id: "commands", text: "Commands", icon: <SquareSlash size={17} />, lead: "What your bot has registered. It registers and changes them by the API.", view: (props) => <CommandsTab {...props} /> },
  { id: "webhooks", text: "Endpoints", icon: <Link2 size={17} />, lead: "Addresses of yours that this house calls, each request signed with the public key.", view: (props) => <EventsTab {...props} /> },
  { id: "usage", text: "Usage", icon: <Activity size={17} />, lead: "How often its commands run, and how fast it answers.", view: (props) => <UsageTab {...props} /> },
  { id: "premium", text: "Premium", icon: <Gem size={17} />, lead: "Nothing is sold in this house. Make SKUs and give them away, so that premium paths of your code can be tried.", view: (props) => <PremiumTab {...props} /> },
  { id: "listing", text: "Listing", icon: <Compass size={17} />, lead: "Whether people of this house find it in the directory.", view: (props) => <ListingTab {...props} /> },
];

interface Props {
  application: DeveloperApplication;
  all: readonly DeveloperApplication[];
  tab: string | null;
  onChange: TabProps["onChange"];
  onGone: TabProps["onGone"];
}

export function ApplicationPage({ application, all, tab, onChange, onGone }: Props) {
  const current = tabs.find((one) => one.id === tab) ?? tabs[0];
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    strip.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
    document.getElementById("page-main")?.scrollTo(0, 0);
  }, [tab]);
  if (!current) return null;
  const save = async (change: ApplicationChange) => {
    onChange(await developers.patch(application.id, change));
    notify("Saved.", "success");
  };
  return (
    <div className="dev-app">
      <div className="dev-app__side">
        <Menu align="start" trigger={
          <button type="button" className="dev-app__switch" aria-label="Switch application">
            <AppIcon application={application} size={36} />
            <span className="truncate">{application.name}</span>
            <ChevronsUpDown size={16} />
          </button>
        } entries={[
          ...all.map((one) => ({ text: one.name, icon: <AppIcon application={one} size={22} />, run: () => go({ page: "developers", applicationId: one.id, tab: current.id }) })),
          "separator",
          { text: "All applications", run: () => go({ page: "developers", applicationId: null, tab: null }) },
        ]} />
        <nav className="dev-app__tabs" aria-label="Application" ref={strip}>
          {tabs.map((one) => (
            <RouteLink key={one.id} to={{ page: "developers", applicationId: application.id, tab: one.id }} current={one === current} className="settings__tab">{one.icon}{one.text}</RouteLink>
          ))}
        </nav>
      </div>
      <section className="dev-app__panel" aria-labelledby="tab-title" key={current.id}>
        <h1 id="tab-title">{current.text}</h1>
        <p className="muted dev-app__lead">{current.lead}</p>
        {current.view({ application, save, onChange, onGone })}
      </section>
    </div>
  );
}
