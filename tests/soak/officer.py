"""An officer at work: signs in, answers at random as fast as the disk allows, says what was saved.

Run as a script by the soak test, which kills it.
"""

from __future__ import annotations

import random
import sys

from jltrain.app import sessions
from jltrain.app.context import Context
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Response


def main() -> None:
    session_id, certificate, name = sys.argv[1:]
    context = Context()
    signed = sessions.sign_in(context, session_id, certificate, name)
    delivery = sessions.deliver(context, signed)
    delivery.start()
    order = [f"{p.key}{''.join(p.letters)}" for p in delivery.items]
    print("order", signed.paper.digest, ",".join(order).replace(" ", ""), flush=True)
    chance = random.Random()
    while True:
        placed = chance.choice(delivery.items)
        response = answer(placed.item, chance)
        if delivery.state.answers.get(placed.key) == response:
            continue  # nothing to save: the log holds it already
        delivery.answer(placed.key, response)
        print("saved", delivery.state.number, placed.key, "|".join(response), flush=True)


def answer(item: Item, chance: random.Random) -> Response:
    letters = LETTERS[: len(item.options)]
    match item.kind:
        case Kind.SINGLE:
            return (chance.choice(letters),)
        case Kind.MULTIPLE:
            return tuple(sorted(chance.sample(letters, chance.randint(1, len(letters)))))
        case Kind.JUDGE:
            return (chance.choice("YN"),)
        case _:
            return tuple(f"答{chance.randrange(1000)}" for _blank in range(item.stem.count(BLANK)))


if __name__ == "__main__":
    main()
