import { MessageSquare, MousePointerClick, Slash, SquareSlash, Trash2, User } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { developers } from "../../../api/developers";
import { explain } from "../../../api/errors";
import { guilds } from "../../../stores/entities";
import { open } from "../../../stores/overlays";
import { useDerived } from "../../../stores/reactive";
import { IconButton } from "../../../ui/Button";
import { Select } from "../../../ui/Field";
import type { Command, CommandOption } from "../../../wire/applications";
import type { TabProps } from "../ApplicationPage";

const kinds: Record<number, { text: string; icon: ReactNode }> = {
  1: { text: "Slash command", icon: <Slash size={17} /> },
  2: { text: "On a person", icon: <User size={17} /> },
  3: { text: "On a message", icon: <MessageSquare size={17} /> },
  4: { text: "Entry point", icon: <MousePointerClick size={17} /> },
};

export function CommandsTab({ application }: TabProps) {
  const [guild, setGuild] = useState("");
  const [list, setList] = useState<Command[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const mine = useDerived([guilds], () => guilds.values(), []);

  useEffect(() => {
    let stale = false;
    setList(null);
    setProblem(null);
    developers.commands(application.id, guild || null).then((found) => !stale && setList(found), (error: unknown) => !stale && setProblem(explain(error)));
    return () => { stale = true; };
  }, [application.id, guild]);

  const remove = (command: Command) => open({
    kind: "confirm", title: `Delete ${nameOf(command)}?`, text: "Nobody can use it any more. Your bot may register it again when it starts.", action: "Delete command", danger: true,
    run: async () => {
      await developers.deleteCommand(application.id, command);
      setList((now) => now?.filter((one) => one.id !== command.id) ?? null);
    },
  });
  return (
    <div className="stack">
      <Select label="Registered for" value={guild} onChange={(event) => setGuild(event.target.value)}>
        <option value="">Everywhere</option>
        {mine.map((one) => <option key={one.id} value={one.id}>{one.name} only</option>)}
      </Select>
      {problem && <p className="field__error" role="alert">{problem}</p>}
      {!list && !problem && <span className="spinner" role="status" aria-label="Loading" />}
      {list?.length === 0 && <div className="empty"><span className="empty__art"><SquareSlash size={26} /></span><p className="empty__title">No commands {guild ? "for this guild" : "yet"}</p><p className="empty__text">Most libraries register them when the bot starts, such as <code className="inline-code">client.application.commands.set([…])</code>.</p></div>}
      {list && list.length > 0 && (
        <ul className="plain-list command-list">
          {list.map((command) => (
            <li key={command.id} className="plain-list__row">
              <span className="command-list__icon" title={kinds[command.type]?.text}>{kinds[command.type]?.icon}</span>
              <div>
                <strong>{nameOf(command)}</strong>
                <div className="muted">{command.description || kinds[command.type]?.text}</div>
                {command.options && command.options.length > 0 && <div className="command-list__options">{signature(command.options).map((part) => <code key={part} className="inline-code">{part}</code>)}</div>}
              </div>
              {command.nsfw && <span className="tag">18+</span>}
              {command.default_member_permissions === "0" ? <span className="tag">ADMINS</span> : command.default_member_permissions ? <span className="tag">RESTRICTED</span> : null}
              <IconButton label={`Delete ${nameOf(command)}`} icon={<Trash2 size={16} />} onClick={() => remove(command)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const nameOf = (command: Command) => (command.type === 1 ? `/${command.name}` : command.name);

/** Options as they are typed: needed ones plain, others with a question mark; subcommands by their names. */
function signature(options: readonly CommandOption[]): string[] {
  return options.map((option) => (option.type <= 2 ? `${option.name} …` : option.required ? option.name : `${option.name}?`));
}
