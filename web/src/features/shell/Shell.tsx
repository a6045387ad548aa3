// The hall: guild rail, channels, the conversation, the members. On a phone the sides are drawers.
import { lazy, Suspense, useEffect } from "react";
import { channels, channelsIn, guilds, awaitedGuilds, useChannel, useGuild } from "../../stores/entities";
import { DirectMessages, go, goToChannel, route } from "../../stores/navigation";
import { jumpTo } from "../../stores/messages";
import { drawer, open } from "../../stores/overlays";
import { call } from "../../stores/call";
import { channelName } from "../../stores/names";
import { prefer, preferences } from "../../stores/preferences";
import { useComputed, useDerived, useValue } from "../../stores/reactive";
import { readStates } from "../../stores/readStates";
import { me } from "../../stores/session";
import { ChannelType, isPrivateChannel, isVoiceChannel, type Channel, type Id } from "../../wire/types";
import { ChannelView } from "../channel/ChannelView";
import { MemberList } from "../members/MemberList";
import { ConnectionBanner, StartScreen } from "./Connection";
import { GuildRail } from "./GuildRail";
import { Home } from "./Home";
import { NoChannel } from "./NoChannel";
import { Sidebar } from "./Sidebar";
import { toggleDeafened, toggleMuted } from "../voice/actions";
import { sortChannels } from "../channels/order";
import "./shell.css";

const CallPill = lazy(() => import("../voice/CallPill"));
const CallView = lazy(() => import("../voice/CallView"));

export function Shell() {
  const where = useValue(route);
  const self = useValue(me);
  const shownDrawer = useValue(drawer);
  const membersShown = useValue(preferences, (now) => now.membersShown);
  const guildId = where.page === "channel" && where.guildId !== DirectMessages ? where.guildId : null;
  const guild = useGuild(guildId);
  const channel = useChannel(where.page === "channel" ? where.channelId : null);
  const inCall = useValue(call, (now) => now.phase !== "idle");
  const waiting = useValue(awaitedGuilds);
  const here = channel && (channel.guild_id ?? null) === guildId ? channel : undefined;

  useLanding(guildId, where.page === "channel" ? where.channelId : null);
  useShortcuts();
  useTitle(here, guild?.name);

  useEffect(() => {
    if (where.page === "channel" && where.messageId && here) {
      jumpTo(here.id, where.messageId);
      goToChannelQuietly(where.guildId, here.id);
    }
  }, [where, here]);

  if (!self) return <StartScreen />;
  const lost = guildId !== null && !guild && !waiting.has(guildId);
  const side = shownDrawer === "members";
  return (
    <div className="shell" data-drawer={shownDrawer ?? "none"}>
      <a className="skip-link" href="#composer" onClick={(event) => { event.preventDefault(); document.getElementById("composer")?.focus(); }}>Skip to writing</a>
      <div className="shell__nav">
        <GuildRail current={guildId} />
        <Sidebar guildId={guildId} channelId={here?.id ?? null} />
      </div>
      <div className="shell__main">
        <ConnectionBanner />
        {inCall && <Suspense fallback={null}><CallPill shown={here?.id ?? null} /></Suspense>}
        <div className="panel">
          {here && isVoiceChannel(here) ? <Suspense fallback={<main className="no-channel"><span className="spinner" role="status" aria-label="Loading" /></main>}><CallView key={here.id} channel={here} /></Suspense>
            : here && here.type !== ChannelType.category ? <ChannelView channel={here} /> : guildId ? <NoChannel guildId={guildId} lost={lost} /> : <Home />}
          {here?.guild_id && !isVoiceChannel(here) && (membersShown || side) && <MemberList channel={here} />}
        </div>
      </div>
      {shownDrawer && <button type="button" className="shell__scrim" aria-label="Close the drawer" onClick={() => drawer.set(null)} />}
    </div>
  );
}

function goToChannelQuietly(guildId: Id, channelId: Id): void {
  go({ page: "channel", guildId, channelId, messageId: null }, "replace");
}

/** Chooses a channel when only a guild is named, and remembers the last one of each guild. */
function useLanding(guildId: Id | null, channelId: Id | null): void {
  const target = useDerived([channels, guilds], () => {
    if (!guildId || (channelId && channels.has(channelId))) return null;
    const open = sortChannels(channelsIn(guildId)).filter((channel) => channel.type === ChannelType.text || channel.type === ChannelType.announcement);
    const last = preferences.get().lastChannel[guildId];
    return (open.find((channel) => channel.id === last) ?? open[0])?.id ?? null;
  }, [guildId, channelId]);

  useEffect(() => {
    if (guildId && target) goToChannelQuietly(guildId, target);
  }, [guildId, target]);

  useEffect(() => {
    drawer.set(null);
    if (!guildId || !channelId) return;
    prefer({ lastChannel: { ...preferences.get().lastChannel, [guildId]: channelId } });
  }, [guildId, channelId]);
}

function useTitle(channel: Channel | undefined, guildName: string | undefined): void {
  const mentions = useComputed([readStates], () => readStates.values().reduce((sum, row) => sum + row.mentions, 0));
  const name = channel && channelName(channel);
  const written = !!channel && !isPrivateChannel(channel) && !isVoiceChannel(channel);
  useEffect(() => {
    const place = name ? [written ? `#${name}` : name, guildName].filter(Boolean).join(" · ") : guildName ?? "Guildhall";
    document.title = mentions > 0 ? `(${mentions}) ${place}` : place;
  }, [name, written, guildName, mentions]);
}

function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      if (mod && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open({ kind: "switcher" });
      } else if (mod && event.key === "/") {
        event.preventDefault();
        open({ kind: "keyboard" });
      } else if (mod && event.key === ",") {
        event.preventDefault();
        open({ kind: "userSettings" });
      } else if (mod && event.shiftKey && ["KeyM", "KeyD"].includes(event.code) && call.get().phase !== "idle") {
        event.preventDefault();
        (event.code === "KeyM" ? toggleMuted : toggleDeafened)();
      } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        stepChannel(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && drawer.get()) {
        drawer.set(null);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function stepChannel(by: 1 | -1): void {
  const where = route.get();
  if (where.page !== "channel") return;
  const list = sortChannels(channelsIn(where.guildId)).filter((channel) => channel.type !== ChannelType.category && !isVoiceChannel(channel));
  const at = list.findIndex((channel) => channel.id === where.channelId);
  const next = list[(at + by + list.length) % list.length];
  if (next) goToChannel(where.guildId, next.id);
}

