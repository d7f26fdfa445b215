"""Typing after the bot's name in any chat: results to choose from, each a whole passage."""

from bot.chat import Asked, Choice, Reply
from bot.text import Kind, Text, block
from tests.platforms.core import Core, buttons
from tests.platforms.telegram import BotApi
from tests.platforms.telegram_updates import BERT


def choice(number: int, words: str = "Salt remembers.") -> Choice:
    text = Text((block(Kind.QUOTE, words), block(Kind.CITATION, f"A Book 1.{number}")))
    return Choice(f"A Book 1.{number}", f"key{number}", words[:80], Reply(text, buttons("Next")))


async def test_words_become_results_with_what_each_posts(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(choices=(choice(1), choice(2)), more="20")
    await server.deliver(server.crowd.type_inline("salt sea", BERT))
    call = await server.called("answerInlineQuery")
    first = call["results"][0]
    assert (call["next_offset"], call["is_personal"], call["cache_time"]) == ("20", False, 300)
    assert (first["title"], first["description"]) == ("A Book 1.1", "Salt remembers.")
    assert first["input_message_content"]["message_text"] == "Salt remembers.\nA Book 1.1"
    assert [each["type"] for each in first["input_message_content"]["entities"]] == ["blockquote", "italic"]
    assert first["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "page|next"
    asked = core.asked[0]
    assert (asked.kind, asked.text, asked.offset, asked.person.language) == (Asked.INLINE, "salt sea", "", "de-AT")


async def test_results_go_on_where_they_ended(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply()
    await server.deliver(server.crowd.type_inline("salt", offset="20"))
    call = await server.called("answerInlineQuery")
    assert core.asked[0].offset == "20"
    assert (call["results"], call["next_offset"]) == ([], "")


async def test_an_empty_box_is_kept_shortly_and_for_its_asker(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(choices=(choice(1),), personal=True)
    await server.deliver(server.crowd.type_inline(""))
    call = await server.called("answerInlineQuery")
    assert (call["is_personal"], call["cache_time"]) == (True, 30)


async def test_more_results_than_telegram_shows_and_longer_ones_than_it_takes(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(
        choices=tuple(choice(each, "Salt remembers the sea. " * 400) for each in range(60))
    )
    await server.deliver(server.crowd.type_inline("salt"))
    call = await server.called("answerInlineQuery")
    assert len(call["results"]) == 50
    assert all(
        each["input_message_content"]["message_text"].endswith(f"A Book 1.{each['id']}") for each in call["results"]
    )


async def test_a_question_that_grew_too_old_is_no_trouble(server: BotApi, core: Core, listening, caplog):
    core.reply = lambda request: Reply(choices=(choice(1),))
    late = server.crowd.type_inline("salt")
    server.chats.questions.clear()
    await server.deliver(late)
    assert (await server.called("answerInlineQuery")).status == 400
    assert not caplog.records
