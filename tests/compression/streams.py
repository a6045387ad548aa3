"""Plain zlib and zstd decoders of Python on the gateway's streams: what they read is what a plain session reads, byte for byte.

usage: streams.py '{"base": URL, "token": TOKEN, "channel": ID, "messages": N, ...}'
"""
import asyncio
import json
import random
import re
import sys
import zlib

import aiohttp
import zstandard

PREFIX = re.compile(rb'^\{"s":\d+,')


class Session:
    """A connection by hand. Of each message it keeps the bytes without the sequence number, which differs."""

    def __init__(self, world, compress):
        self.world, self.compress = world, compress
        self.heard, self.bytes, self.sequence, self.id, self.socket, self.beats = [], 0, 0, None, None, None

    async def open(self, http, until):
        url = self.world['base'].replace('http', 'ws') + '/?v=10&encoding=json' + (f'&compress={self.compress}' if self.compress else '')
        self.socket = await http.ws_connect(url, max_msg_size=0, compress=0)
        self.decoder = {
            None: None,
            'zlib-stream': zlib.decompressobj(),
            'zstd-stream': zstandard.ZstdDecompressor().decompressobj(),
        }[self.compress]
        while await self.next() != until:
            pass

    async def next(self):
        frame = await asyncio.wait_for(self.socket.receive(), 60)
        assert frame.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY), frame
        message = self.decoder.decompress(frame.data) if self.decoder else frame.data.encode()
        payload = json.loads(message)
        if payload['op'] == 10:
            greeting = {'op': 6, 'd': {'token': self.world['token'], 'session_id': self.id, 'seq': self.sequence}} if self.id else {
                'op': 2, 'd': {'token': self.world['token'], 'properties': {'os': 'linux', 'browser': 'streams', 'device': ''}}}
            await self.socket.send_str(json.dumps(greeting))
            if self.beats:
                self.beats.cancel()
            self.beats = asyncio.create_task(self.beat(payload['d']['heartbeat_interval'] / 1000))
        if payload['op'] != 0:
            return None
        assert payload['s'] == self.sequence + 1, (payload['s'], self.sequence)
        self.sequence = payload['s']
        if payload['t'] == 'READY':
            self.id = payload['d']['session_id']
        if payload['t'] == 'MESSAGE_CREATE':
            self.bytes += len(frame.data)
            self.heard.append(PREFIX.sub(b'{', message))
        return payload['t']

    async def beat(self, seconds):
        while not self.socket.closed:
            await asyncio.sleep(seconds)
            await self.socket.send_str(json.dumps({'op': 1, 'd': self.sequence}))

    async def hear(self, count):
        while len(self.heard) < count:
            await self.next()


async def post(http, world, count):
    numbers = iter(range(count))

    async def one():
        for n in numbers:
            letter = chr(97 + n % 26)
            parts = [f'n={n} ', letter * (n % 41), f'{letter}5:+' * (n % 7), str(random.randrange(10**8)) * (n % 5), 'Worte und Grün 🌿 ', 'mehr ' * (n % 9)]
            content = ''.join(parts[:2 + n % 5])
            async with http.post(f"{world['base']}/api/v10/channels/{world['channel']}/messages", json={'content': content}, headers={'Authorization': world['token']}) as answer:
                assert answer.status == 200, await answer.text()

    await asyncio.gather(*(one() for _ in range(8)))


async def run(world, tell):
    async with aiohttp.ClientSession() as http:
        sessions = [Session(world, compress) for compress in (None, 'zlib-stream', 'zstd-stream')]
        for session in sessions:
            await session.open(http, 'READY')
        count = world['messages']
        await asyncio.gather(post(http, world, count), *(session.hear(count) for session in sessions))
        plain = sessions[0]
        for session in sessions[1:]:
            wrong = [i for i in range(count) if session.heard[i] != plain.heard[i]]
            tell(not wrong, f'python: {session.compress} reads {count} messages as they are ({plain.bytes / session.bytes:.2f} times smaller); wrong: {wrong[:3]}')
        for session in sessions[1:]:
            await session.socket.close(code=4000)
            await post(http, world, 3)
            await session.open(http, 'RESUMED')
            count += 3
            # What was on its way when the session came back follows RESUMED.
            await asyncio.gather(*(each.hear(count) for each in sessions))
            tell(len(session.heard) == count and session.heard == plain.heard, f'python: {session.compress} is resumed in a new stream and has what it missed')
        for session in sessions:
            session.beats.cancel()
            await session.socket.close()


def main():
    passed = failed = 0

    def tell(is_true, sentence):
        nonlocal passed, failed
        passed, failed = passed + bool(is_true), failed + (not is_true)
        print(f"  {'ok   ' if is_true else 'FAIL '} {sentence}")

    try:
        asyncio.run(asyncio.wait_for(run(json.loads(sys.argv[1]), tell), 170))
    except Exception as error:  # told as a failed step
        tell(False, f'python streams go to their end: {error!r}')
    print(f'{passed} passed, {failed} failed', flush=True)
    sys.exit(0)


main()
