"""discord.py as the system has it, with nothing changed but the address: it logs in over its zlib stream, chats and resumes.

usage: bot.py '{"base": URL, "token": A_PERSON, "botToken": A_BOT, "channel": ID, ...}'
"""
import asyncio
import json
import sys

import aiohttp
import discord
import yarl

WORLD = json.loads(sys.argv[1])
discord.http.Route.BASE = f"{WORLD['base']}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(WORLD['base'].replace('http', 'ws'))


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True), enable_debug_events=True)
        self.heard, self.frames, self.resumes, self.came = [], [], 0, asyncio.Event()

    async def on_ready(self):
        self.came.set()

    async def on_resumed(self):
        self.resumes += 1
        self.came.set()

    async def on_socket_raw_receive(self, message):
        self.frames.append(message)

    async def on_message(self, message):
        self.heard.append(message.content)
        self.came.set()
        if message.content == 'marco':
            await message.channel.send('polo')

    async def until(self, is_so):
        while not is_so():
            self.came.clear()
            await asyncio.wait_for(self.came.wait(), 60)


async def say(http, content):
    async with http.post(f"{WORLD['base']}/api/v10/channels/{WORLD['channel']}/messages", json={'content': content}, headers={'Authorization': WORLD['token']}) as answer:
        assert answer.status == 200, await answer.text()


async def run(tell):
    bot = Bot()
    life = asyncio.create_task(bot.start(WORLD['botToken']))
    try:
        async with aiohttp.ClientSession() as http:
            await bot.until(bot.is_ready)
            tell(str(bot.guilds[0].id) == WORLD['guild'], f'discord.py {discord.__version__}: logs in and has its guild')
            for n in range(50):
                await say(http, f'py {n} ' + 'la' * n)
            await bot.until(lambda: sum(content.startswith('py ') for content in bot.heard) == 50)
            tell(bot.heard[-1].startswith('py 49 '), 'discord.py: hears fifty messages')
            await say(http, 'marco')
            await bot.until(lambda: 'polo' in bot.heard)
            tell(True, 'discord.py: answers')
            tell(bot.ws._zlib.unused_data == b'' and not bot.ws._zlib.eof and len(bot.frames) > 50, 'discord.py: read one zlib stream')
            await bot.ws.socket.close(code=4000)
            await bot.until(lambda: bot.resumes == 1)
            await say(http, 'still there')
            await bot.until(lambda: 'still there' in bot.heard)
            tell(bot.heard.count('still there') == 1, 'discord.py: resumes and hears on')
    finally:
        await bot.close()
        life.cancel()


def main():
    passed = failed = 0

    def tell(is_true, sentence):
        nonlocal passed, failed
        passed, failed = passed + bool(is_true), failed + (not is_true)
        print(f"  {'ok   ' if is_true else 'FAIL '} {sentence}")

    try:
        asyncio.run(asyncio.wait_for(run(tell), 170))
    except Exception as error:  # told as a failed step
        tell(False, f'discord.py goes to its end: {error!r}')
    print(f'{passed} passed, {failed} failed', flush=True)
    sys.exit(0)


main()
