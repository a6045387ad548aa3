import { createBot } from './bot.js';

const { GUILDHALL_URL = 'http://localhost:8080', PUBLIC_KEY, PORT = '3000' } = process.env;
const bot = createBot({
  publicKey: PUBLIC_KEY,
  api: `${GUILDHALL_URL}/api/v10`,
  onEvent: (event) => console.log(event.type, event.timestamp),
});
bot.listen(Number(PORT), () => console.log(`waiting for interactions on port ${PORT}`));
