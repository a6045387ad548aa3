// What a person's client does over REST; discord.js is for bots only.
export class Person {
  constructor(base, token, id, name) {
    Object.assign(this, { base, token, id, name });
  }

  static async register(base, name) {
    const username = `${name}_${Math.random().toString(36).slice(2, 8)}`;
    const { token, user_id: id } = await send(base, 'POST', '/auth/register', { username, password: 'correct horse battery' });
    return new Person(base, token, id, username);
  }

  call(method, path, body, headers) {
    return send(this.base, method, path, body, { authorization: this.token, ...headers });
  }
}

export async function send(base, method, path, body, headers = {}) {
  const answer = await fetch(`${base}/api/v10${path}`, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text === '' ? null : JSON.parse(text);
  if (!answer.ok) {
    const error = new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
    Object.assign(error, { status: answer.status, code: json?.code, rawError: json });
    throw error;
  }
  return json;
}
