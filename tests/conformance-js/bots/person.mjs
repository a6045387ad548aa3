import { randomInt } from 'node:crypto';
import { Listener } from '../lib/listener.mjs';
import { Person } from '../lib/people.mjs';

/** A person with an open client: what one clicks, and what one sees of it. */
export class User extends Person {
  static async come(base, name) {
    const person = await Person.register(base, name);
    const user = new User(base, person.token, person.id, person.name);
    user.listener = await Listener.open(base, user.token);
    user.session = (await user.listener.saw('READY')).session_id;
    return user;
  }

  /** The commands that a place offers, as clients ask for them. */
  async commandsIn(guild) {
    const index = await this.call('GET', `/guilds/${guild}/application-command-index`);
    return index.application_commands;
  }

  /** Invokes a command; resolves with the nonce. */
  async run(where, command, options = [], more = {}, files = []) {
    const data = { id: command.id, type: command.type ?? 1, name: command.name, version: command.version, options, ...more };
    return this.interact(where, { type: 2, application_id: command.application_id, data }, files);
  }

  async complete(where, command, options) {
    const data = { id: command.id, type: 1, name: command.name, version: command.version, options };
    return this.interact(where, { type: 4, application_id: command.application_id, data });
  }

  async click(where, message, component, values) {
    const data = { component_type: component.type, custom_id: component.custom_id, ...(values ? { type: component.type, values } : {}) };
    const application = message.application_id ?? message.author.id;
    return this.interact(where, { type: 3, application_id: application, message_id: message.id, message_flags: message.flags, data });
  }

  async submit(where, modal, components) {
    return this.interact(where, { type: 5, application_id: modal.application.id, data: { id: modal.id, custom_id: modal.custom_id, components } });
  }

  async interact(where, interaction, files = []) {
    const nonce = String(BigInt(Date.now()) * 4194304n + BigInt(randomInt(4194304)));
    const body = { guild_id: where.guild_id, channel_id: where.id, session_id: this.session, nonce, ...interaction };
    if (files.length === 0) {
      await this.call('POST', '/interactions', body);
      return nonce;
    }

    const form = new FormData();
    form.append('payload_json', JSON.stringify(body));
    files.forEach((file, index) => form.append(`files[${index}]`, new Blob([file.text]), file.name));
    const answer = await fetch(`${this.base}/api/v10/interactions`, { method: 'POST', headers: { authorization: this.token }, body: form });
    if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
    return nonce;
  }

  /** The first message that fits, however it came to be so. */
  async sees(fits, ms) {
    const hit = this.listener.saw('MESSAGE_CREATE', fits, ms);
    const edit = this.listener.saw('MESSAGE_UPDATE', fits, ms);
    return Promise.any([hit, edit]);
  }
}
