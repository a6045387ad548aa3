// An application for the stand-in server: commands, components, modals and their answers, from layouts.json.
// It joins every guild that is created, and answers as a bot would, after a moment.
import layouts from "./layouts.json" with { type: "json" };

const Flag = { ephemeral: 64, loading: 128, v2: 32768 };

export function addBot({ on, newId, makeUser, join, guilds, guildOf, messages, post, toUser, toChannel }) {
  const bot = makeUser("harbour-master", "Harbour Master", { bot: true }).user;
  const index = { ...layouts.index, applications: layouts.index.applications.map((application, at) => (at === 0 ? { ...application, bot } : application)) };
  const boats = ["Kittiwake", "Puffin", "Razorbill", "Guillemot", "Fulmar"];
  const later = (run, ms = 500) => setTimeout(run, ms);

  on("GET", "/guilds/:g/application-command-index", () => index);
  on("GET", "/channels/:c/application-command-index", () => index);
  on("GET", "/channels/:c/messages/:m/interaction-data", () => ({ id: "1", type: 2, name: "berth", options: [{ type: 3, name: "boat", value: "Puffin" }] }));
  on("POST", "/interactions", ({ me, body, uploads }) => {
    const id = newId(), { nonce, channel_id: channel, data } = body;
    if (guildOf(channel)) join(guilds.get(guildOf(channel).id), bot);
    toUser(me.id, "INTERACTION_CREATE", { id, nonce });
    const answer = (content, more = {}) => {
      const metadata = { id, type: body.type, user: me, name: data.name, command_type: data.type, ...(body.message_id ? { interacted_message_id: body.message_id } : {}), ...(body.type === 5 ? { triggering_interaction_metadata: { id, type: 2, user: me, name: "report", command_type: 1 } } : {}) };
      const message = { content, components: more.components, flags: more.flags ?? 0, extra: { type: body.type === 2 ? (data.type === 1 ? 20 : 23) : 0, application_id: bot.id, webhook_id: bot.id, interaction_metadata: metadata } };
      toUser(me.id, "INTERACTION_SUCCESS", { id, nonce });
      return post(channel, bot, message, []);
    };
    const edit = (message, change) => { Object.assign(message, change); toChannel(channel, "MESSAGE_UPDATE", message); };
    const fail = () => later(() => toUser(me.id, "INTERACTION_FAILURE", { id, nonce, reason_code: 2 }), 1500);
    const modal = (form) => later(() => { toUser(me.id, "INTERACTION_MODAL_CREATE", { ...form, id, channel_id: channel, nonce, application: { id: bot.id, name: "Harbour Master" } }); toUser(me.id, "INTERACTION_SUCCESS", { id, nonce }); });
    if (body.type === 4) {
      const typed = JSON.stringify(data.options).match(/"value":"([^"]*)","focused"/)?.[1]?.toLowerCase() ?? "";
      later(() => toUser(me.id, "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", { nonce, choices: boats.filter((boat) => boat.toLowerCase().includes(typed)).map((name) => ({ name, value: name.toLowerCase() })) }), 300);
    } else if (body.type === 5) later(() => answer(`Noted: \`${JSON.stringify(data.components).slice(0, 600)}\` ${uploads.length} files`, { flags: Flag.ephemeral }));
    else if (body.type === 3) {
      const pressed = data.custom_id;
      if (pressed === "log") modal(layouts.modal);
      else if (pressed === "ticket") modal(layouts.modalMore);
      else if (pressed === "delete") fail();
      else later(() => { const message = messages.get(channel).find((one) => one.id === body.message_id); if (pressed === "refresh") edit(message, { edited_timestamp: new Date().toISOString() }); answer(`You used **${pressed}** ${(data.values ?? []).join(", ")}`, { flags: Flag.ephemeral }); });
    } else if (data.name === "report") later(() => answer("", { components: layouts.layout, flags: Flag.v2 }));
    else if (data.name === "tide") later(() => { const message = answer("", { flags: Flag.loading }); later(() => edit(message, { content: "High water at **14:20**, low at **20:41**.", flags: 0 }), 2500); });
    else if (data.name === "queue") fail();
    else if (data.name === "play") modal(layouts.modalOld);
    else if (data.name === "config") later(() => answer("Who hears of storms?", { components: layouts.selects }));
    else later(() => answer(`**${data.name}** ${JSON.stringify(data.options ?? data.target_id)}`, { components: data.name === "berth" ? layouts.buttons : [], flags: data.name === "berth" ? 0 : Flag.ephemeral }));
    return undefined;
  });
}
