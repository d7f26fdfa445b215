"""The strict server keeps Telegram's limits, so that a pace can be proved against it."""

import pytest

from tests.platforms.telegram_chats import Refused
from tests.platforms.telegram_rates import Rates


def sends(rates: Rates, chats: list[int], at: list[float]) -> int:
    taken = 0
    for chat, now in zip(chats, at, strict=True):
        rates.now = lambda now=now: now
        try:
            rates("sendMessage", {"chat_id": chat})
        except Refused as refused:
            taken -= refused.parameters["retry_after"] < 1
        else:
            taken += 1
    return taken


def test_thirty_a_second_in_all():
    rates = Rates()
    assert sends(rates, list(range(1, 41)), [0.0] * 40) == 30
    assert sends(rates, [99], [1.0]) == 1
    assert (rates.refusals, rates.busiest) == (10, 30)


def test_a_short_burst_in_a_chat_and_twenty_a_minute_in_a_group():
    assert sends(Rates(), [5] * 5, [0.0] * 5) == 3
    assert sends(Rates(), [5] * 60, [float(each) for each in range(60)]) == 60
    assert sends(Rates(), [-5] * 60, [float(each) for each in range(60)]) == 20


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getMe"])
def test_what_is_no_message_is_not_counted(method):
    rates = Rates(overall=1)
    for _ in range(5):
        rates(method, {})
    assert rates.refusals == 0
