// Steps as sentences: each is counted, a failed one is told and the rest go on.
export class Scenario {
  passed = 0;
  failed = 0;
  #failures = [];

  async step(sentence, work) {
    try {
      const result = await within(150_000, work(), sentence);
      this.passed++;
      console.log(`  ok    ${sentence}`);
      return result;
    } catch (error) {
      this.failed++;
      this.#failures.push(sentence);
      console.log(`  FAIL  ${sentence}\n        ${String(error?.stack ?? error).split('\n').slice(0, 4).join('\n        ')}`);
      if (error?.rawError) console.log(`        ${JSON.stringify(error.rawError)}`);
      return undefined;
    }
  }
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** Resolves with the first event that fits; rejects when none has come in time. */
export function once(emitter, event, fits = () => true, ms = 60_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      emitter.off(event, listener);
      reject(new Error(`no ${event} within ${ms} ms`));
    }, ms);
    const listener = (...args) => {
      if (!fits(...args)) return;
      clearTimeout(timer);
      emitter.off(event, listener);
      resolve(args);
    };
    emitter.on(event, listener);
  });
}

/** Asks again and again until something is so; fails when it is not within some seconds. */
export async function eventually(isSo, what, tries = 600) {
  for (let i = 0; i < tries; i++) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${what}: it never came`);
}

/** A refusal with this status and code, as discord.js reports it. */
export async function refused(promise, status, code) {
  try {
    await promise;
  } catch (error) {
    equal(error.status, status, 'status');
    equal(error.code, code, 'code');
    return error;
  }
  throw new Error(`expected a refusal ${status} ${code}, but it succeeded`);
}

async function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
