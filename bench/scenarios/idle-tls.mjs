import { tls } from './idle.mjs';

export const about = 'Memory of idle sessions with TLS, held for a shorter time than in idle.';
export const order = 22;
export const byName = true;

export const measure = (house) => tls(house, { sessions: 2_000, rest: 40 });
