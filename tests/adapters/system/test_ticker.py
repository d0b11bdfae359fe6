"""The ticker wakes whom it was made for."""

import asyncio

from adapters.system.ticker import Ticker


async def test_it_wakes_again_and_again_until_it_is_stopped() -> None:
    woken = asyncio.Queue[int]()

    async def tick() -> None:
        await woken.put(1)

    ticker = Ticker(tick, seconds=1)
    ticker.start()
    try:
        await woken.get()
        await woken.get()
    finally:
        ticker.stop()


async def test_anything_that_can_be_awaited_will_do() -> None:
    woken = asyncio.Event()

    async def tick(event: asyncio.Event) -> None:
        event.set()

    ticker = Ticker(lambda: tick(woken), seconds=1)
    ticker.start()
    try:
        await woken.wait()
    finally:
        ticker.stop()
