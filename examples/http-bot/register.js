// Run once, and again when the commands change.
import { definitions } from './commands.js';

const { GUILDHALL_URL = 'http://localhost:8080', BOT_TOKEN } = process.env;
const headers = { authorization: `Bot ${BOT_TOKEN}`, 'content-type': 'application/json' };
const me = await (await fetch(`${GUILDHALL_URL}/api/v10/applications/@me`, { headers })).json();
const answer = await fetch(`${GUILDHALL_URL}/api/v10/applications/${me.id}/commands`, { method: 'PUT', headers, body: JSON.stringify(definitions) });
console.log(answer.ok ? `registered ${definitions.length} commands` : `refused: ${await answer.text()}`);
