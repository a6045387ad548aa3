// Fills a running server (GUILDHALL_URL) with the demo community. Run through ./dev seed.
import { base } from "./support/api";
import { buildDemo } from "./support/demo";

const demo = await buildDemo();
demo.close();
console.log(`${base}/channels/${demo.guild}/${demo.channel}`);
console.log(`Log in as ${demo.me.username} with the password "correct horse battery"; the others have the same: ${demo.others.map((one) => one.username).join(", ")}`);
process.exit(0);
