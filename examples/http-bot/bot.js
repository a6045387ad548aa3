// The HTTP side: takes what is signed, answers PING, interactions and webhook events, and turns away everything else.
import { createServer } from 'node:http';
import { answer } from './commands.js';
import { isGenuine, publicKey } from './signature.js';

const MAX_BYTES = 1 << 20;
const [PING, PONG] = [1, 1];

/**
 * A server that is the bot.
 * @param {{publicKey: string, api: string, onEvent?: (event: object) => void, now?: () => number}} options
 *   `api`: where answers are edited, such as http://localhost:8080/api/v10
 */
export function createBot({ publicKey: hex, api, onEvent = () => {}, now = Date.now }) {
  const key = publicKey(hex);
  return createServer(async (request, response) => {
    if (request.method !== 'POST') return end(response, 405);
    const body = await read(request);
    if (!body) return end(response, 413);
    // Also sent wrongly signed, to see that it is turned away.
    if (!isGenuine(key, request.headers, body, now())) return end(response, 401);
    const said = JSON.parse(body);
    // A webhook event has a body of its own; its PING is of type 0.
    if (said.event || said.type === 0) {
      if (said.event) onEvent(said.event);
      return end(response, 204);
    }
    if (said.type === PING) return end(response, 200, { type: PONG });
    const given = answer(said, (work) => response.once('finish', () => editOriginal(api, said, work())));
    return given ? end(response, 200, given) : end(response, 400);
  });
}

// The edit may overtake the answer, which the server still reads: then there is nothing to edit yet.
async function editOriginal(api, interaction, message, waits = [100, 400, 1600]) {
  const edited = await fetch(`${api}/webhooks/${interaction.application_id}/${interaction.token}/messages/@original`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  if (edited.status === 404 && waits.length > 0) {
    await new Promise((done) => setTimeout(done, waits[0]));
    return editOriginal(api, interaction, message, waits.slice(1));
  }
  if (!edited.ok) console.error(`the answer could not be edited: ${edited.status}`);
}

async function read(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length <= MAX_BYTES) parts.push(part);
  }
  return length <= MAX_BYTES ? Buffer.concat(parts) : null;
}

function end(response, status, json) {
  response.writeHead(status, json ? { 'content-type': 'application/json' } : {});
  response.end(json ? JSON.stringify(json) : undefined);
}
