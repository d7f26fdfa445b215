"""What people write and press reaches the core, and what it says reaches them."""

import asyncio
from datetime import UTC, datetime

from bot.chat import Asked, Reply, Request
from bot.text import Kind, Text, block, span
from tests.platforms.core import PNG, Core, Naps, buttons, pictured, said
from tests.platforms.telegram import BotApi, Fault, refusal, too_many
from tests.platforms.telegram_chats import BOT
from tests.platforms.telegram_updates import ANNA, BERT, CHANNEL, FORUM, GROUP, GROUP_ANONYMOUS, PRIVATE


async def test_words_in_private_are_answered_there(server: BotApi, core: Core, listening):
    await server.deliver(server.crowd.say("something remembered"))
    call = await server.called("sendMessage")
    assert call.params["text"] == "You asked: something remembered"
    assert call.params["chat_id"] == PRIVATE["id"]
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in call.params
    asked = core.asked[0]
    assert (asked.kind, asked.place.private, asked.person.id, asked.person.language) == (
        Asked.MESSAGE, True, "7001", "en",
    )  # fmt: skip


async def test_a_command_is_read_with_and_without_the_bots_name(server: BotApi, core: Core, listening):
    for text in ("/find salt water", "/find@commonplace_bot salt water", "/FIND@Commonplace_Bot\nsalt water"):
        await server.deliver(server.crowd.say(text, GROUP))
    await server.called("sendMessage", 3)
    assert {(each.command, each.text) for each in core.asked} == {("find", "salt water")}


async def test_another_bots_commands_are_left_to_it(server: BotApi, core: Core, listening):
    await server.deliver(
        server.crowd.say("/find@other_bot salt", GROUP),
        server.crowd.say("/weather", GROUP),
        server.crowd.say("/weather"),
    )
    await server.called("sendMessage")
    assert [(each.command, each.place.private) for each in core.asked] == [("weather", True)]


async def test_talk_in_a_group_is_not_ours(server: BotApi, core: Core, listening):
    ours = {"message_id": 5, "date": 1, "chat": GROUP, "from": BOT}
    await server.deliver(
        server.crowd.say("good morning everybody", GROUP),
        server.crowd.say("I met @commonplace_botanist", GROUP),
        server.crowd.say("what I think of it", GROUP, reply_to=ours | {"text": "The passage of the day."}),
        server.crowd.say("what is this, @Commonplace_Bot?", GROUP),
    )
    answer = (await server.called("sendMessage")).result
    await server.deliver(
        server.crowd.say("and this one?", GROUP, reply_to=answer),
        server.crowd.say("@commonplace_bot /find salt", GROUP),
    )
    await server.called("sendMessage", 3)
    assert [(each.command, each.text, each.replied) for each in core.asked] == [
        ("", "what is this,  ?", ""),
        ("", "and this one?", "You asked: what is this,  ?"),
        ("find", "salt", ""),
    ]


async def test_a_group_is_answered_to_the_message_and_in_its_topic(server: BotApi, core: Core, listening):
    server.chats.topics[FORUM["id"]] = {44}
    await server.deliver(server.crowd.say("/find salt", FORUM, thread=44))
    call = await server.called("sendMessage")
    assert call.params["message_thread_id"] == 44
    assert call.params["reply_parameters"]["allow_sending_without_reply"]
    assert core.asked[0].place.thread == "44"


async def test_a_thread_of_replies_is_not_a_topic(server: BotApi, core: Core, listening):
    await server.deliver(server.crowd.say("/find salt", GROUP, message_thread_id=9))
    call = await server.called("sendMessage")
    assert "message_thread_id" not in call.params
    assert core.asked[0].place.thread == ""


async def test_a_command_on_a_message_brings_its_words_or_those_picked_out(server: BotApi, core: Core, listening):
    theirs = {"message_id": 6, "date": 1, "chat": GROUP, "from": ANNA, "text": "Salt remembers. So do I."}
    await server.deliver(server.crowd.say("/quote", GROUP, reply_to=theirs))
    await server.called("sendMessage", 1)
    await server.deliver(
        server.crowd.say("/quote", GROUP, reply_to=theirs, quote={"text": "Salt remembers.", "position": 0})
    )
    await server.called("sendMessage", 2)
    assert [each.replied for each in core.asked] == ["Salt remembers. So do I.", "Salt remembers."]


async def test_a_press_edits_its_message_and_stops_turning(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said(f"Page {request.text}"), buttons("Next"), edit=request.kind is Asked.BUTTON)
    await server.deliver(server.crowd.say("/find salt"))
    sent = (await server.called("sendMessage")).result
    await server.deliver(server.crowd.press(sent, "page|next"))
    edited = await server.called("editMessageText")
    assert edited.params["text"] == "Page page|next"
    assert edited.params["message_id"] == sent["message_id"]
    assert len(server.of("answerCallbackQuery")) == 1
    assert core.asked[1].shown == "Page salt"


async def test_a_press_that_changes_nothing_is_harmless(server: BotApi, core: Core, listening, caplog):
    core.reply = lambda request: Reply(said("The same"), edit=request.kind is Asked.BUTTON)
    await server.deliver(server.crowd.say("/find salt"))
    sent = (await server.called("sendMessage")).result
    await server.deliver(server.crowd.press(sent, "page|next"))
    assert (await server.called("editMessageText")).status == 400
    assert len(server.of("answerCallbackQuery")) == 1
    assert not caplog.records


async def test_a_message_that_cannot_be_edited_is_followed_by_another(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Anew"), edit=True)
    old = {"message_id": 3, "date": 0, "chat": PRIVATE}
    await server.deliver(server.crowd.press(old, "page|next"))
    assert (await server.called("sendMessage")).params["text"] == "Anew"


async def test_a_picture_is_sent_with_its_words_and_buttons(server: BotApi, core: Core, listening):
    core.reply = lambda request: pictured("Two bars, “salt”", buttons=buttons("More"), edit=True)
    await server.deliver(server.crowd.say("/find salt"))
    sent = await server.called("sendPhoto")
    assert (sent.params["caption"], sent.params["photo"]["size"]) == ("Two bars, “salt”", len(PNG))
    await server.deliver(server.crowd.press(sent.result, "page|more"))
    await server.called("sendPhoto", 2)
    assert core.asked[1].shown == "Two bars, “salt”"
    core.reply = lambda request: Reply(said("Words"), edit=True)
    await server.deliver(server.crowd.press(sent.result, "page|more"))
    assert (await server.called("sendMessage")).params["text"] == "Words"
    assert server.of("editMessageText")[0].status == 400


async def test_a_picture_goes_before_words_too_long_for_it(server: BotApi, core: Core, listening):
    core.reply = lambda request: pictured("Salt remembers. " * 100, buttons=buttons("More"))
    await server.deliver(server.crowd.say("/find salt"))
    words = await server.called("sendMessage")
    assert [each.method for each in server.calls if each.method.startswith("send")] == ["sendPhoto", "sendMessage"]
    assert not (await server.called("sendPhoto"))["caption"]
    assert words["reply_markup"]


async def test_where_no_picture_is_taken_words_stand_in(server: BotApi, core: Core, listening):
    core.reply = lambda request: pictured("Two bars", buttons=buttons("More"))
    server.fault("sendPhoto", refusal("not enough rights to send photos to the chat"))
    await server.deliver(server.crowd.say("/find salt"))
    assert (await server.called("sendMessage")).params["text"].split() == ["Two", "bars", "one", "██", "two", "█"]
    await server.deliver(server.crowd.press("inline-message", "page|more"))
    assert "██" in (await server.called("editMessageText")).params["text"]


async def test_a_private_answer_to_a_press_in_a_group_is_a_small_popup(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Only admins may do that. " * 20), private=True)
    message = server.crowd.say("x", GROUP)["message"]
    await server.deliver(server.crowd.press(message, "page|next"))
    call = await server.called("answerCallbackQuery")
    assert call.params["show_alert"] is True
    assert call.params["text"].startswith("Only admins may do that.")
    assert call.params["text"].endswith("…")
    assert not server.of("sendMessage", "editMessageText")


async def test_a_press_in_a_message_sent_inline_edits_it(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("The passage after"), buttons("Next"))
    await server.deliver(server.crowd.press("inline-message", "page|next"))
    assert (await server.called("editMessageText")).params["inline_message_id"] == "inline-message"


async def test_a_press_in_a_channel_opens_its_answer_in_private(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("The context of it"), edit=True)
    post = server.crowd.say("The passage of the day.", CHANNEL)["message"]
    await server.deliver(server.crowd.press(post, "page|abcdefghijkl", BERT))
    opened = await server.called("answerCallbackQuery")
    assert opened["url"].startswith("https://t.me/commonplace_bot?start=")
    assert not core.asked
    await server.deliver(server.crowd.say(f"/start {opened['url'].partition('=')[2]}"))
    assert (await server.called("sendMessage"))["chat_id"] == PRIVATE["id"]
    assert core.asked[0].text == "page|abcdefghijkl"
    await server.deliver(server.crowd.press(post, "page|" + "salt " * 10, BERT))
    popup = await server.called("answerCallbackQuery", 2)
    assert (popup["text"], popup["show_alert"]) == ("The context of it", True)
    assert len(server.of("sendMessage", "editMessageText")) == 1


async def test_an_answer_too_long_for_a_message_sent_inline_opens_in_private(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Many words. " * 800))
    await server.deliver(server.crowd.press("inline-message", "passage|abcdefghijkl"))
    assert (await server.called("answerCallbackQuery"))["url"]
    assert not server.of("editMessageText")


async def test_a_press_that_cannot_be_answered_for_still_shows_its_answer(server: BotApi, core: Core, listening, naps):
    core.reply = lambda request: Reply(said("Shown"), edit=True)
    server.fault("answerCallbackQuery", too_many(2), refusal("Bad Gateway", 502), Fault(cut=True))
    message = server.chats.remember({"message_id": 9, "date": 1, "chat": PRIVATE, "from": BOT, "text": "Before"})
    for count in (1, 2):
        await server.deliver(server.crowd.press(message, "page|next"))
        await server.called("editMessageText", count)
    assert [each.status for each in server.of("answerCallbackQuery")] == [429, 502, 0]


async def test_a_press_whose_question_is_too_old_still_shows_its_answer(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Late"), edit=True)
    message = server.crowd.say("x")["message"]
    press = server.crowd.press(message, "page|next")
    server.chats.presses.clear()
    await server.deliver(press)
    assert (await server.called("editMessageText")).params["text"] == "Late"
    assert server.of("answerCallbackQuery")[0].status == 400


async def test_a_bug_in_the_core_leaves_no_button_turning(server: BotApi, core: Core, listening, caplog):
    def fail(request: Request) -> Reply:
        raise ZeroDivisionError

    core.reply = fail
    await server.deliver(server.crowd.press(server.crowd.say("x")["message"], "page|next"))
    await server.called("answerCallbackQuery")
    core.reply = lambda request: Reply(said("On we go"))
    await server.deliver(server.crowd.say("hello"))
    await server.called("sendMessage")
    assert "could not be handled" in caplog.text


async def test_one_slow_answer_delays_nobody(server: BotApi, core: Core, listening):
    gate = asyncio.Event()

    async def slow(request: Request) -> Reply:
        await gate.wait()
        return Reply(said("At last"))

    core.reply = lambda request: slow(request) if request.text == "slow" else Reply(said("At once"))
    await server.deliver(server.crowd.say("slow"), server.crowd.say("quick"))
    assert (await server.called("sendMessage")).params["text"] == "At once"
    gate.set()
    assert (await server.called("sendMessage", 2)).params["text"] == "At last"


async def test_a_reply_waits_out_a_halt(server: BotApi, core: Core, listening, naps: Naps):
    server.fault("sendMessage", too_many(3))
    await server.deliver(server.crowd.say("hello"))
    assert (await server.called("sendMessage", 2)).status == 200
    assert naps.taken == [3.0]


async def test_a_server_that_knows_no_entities_gets_the_words_alone(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Set apart", Kind.QUOTE), edit=True)
    old = refusal("can't parse MessageEntity: unsupported type")
    server.fault("sendMessage", old)
    server.fault("editMessageText", old)
    await server.deliver(server.crowd.say("hello"))
    call = await server.called("sendMessage", 2)
    assert call.status == 200
    assert "entities" not in call.params
    await server.deliver(server.crowd.press("inline-message", "page|next"))
    assert "entities" not in (await server.called("editMessageText", 2)).params


async def test_a_server_that_knows_no_moments_gets_the_words_as_they_are_set(server: BotApi, core: Core, listening):
    moment = span("07:30", moment=datetime(2026, 3, 1, 6, 30, tzinfo=UTC))
    core.reply = lambda request: Reply(Text((block(Kind.QUOTE, "Salt"), block(Kind.PARAGRAPH, "At ", moment))))
    server.fault("sendMessage", refusal("can't parse MessageEntity: unsupported type"))
    await server.deliver(server.crowd.say("hello"))
    await server.called("sendMessage", 2)
    tried = [[each["type"] for each in call["entities"]] for call in server.of("sendMessage")]
    assert tried == [["blockquote", "date_time"], ["blockquote"]]


async def test_a_long_answer_comes_in_pieces_with_the_buttons_under_the_last(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said("Many words. " * 800), buttons("Next"))
    await server.deliver(server.crowd.say("/find salt", GROUP))
    await server.called("sendMessage", 3)
    calls = server.of("sendMessage")
    assert [bool(each.params.get("reply_markup")) for each in calls] == [False, False, True]


async def test_what_is_not_for_us_is_ignored(server: BotApi, core: Core, listening):
    bot = {"id": 55, "is_bot": True, "first_name": "Another"}
    await server.deliver(
        server.crowd.say("/find x", GROUP, bot),
        server.crowd.say("sent through us", via_bot={"id": 1234567, "is_bot": True, "first_name": "C"}),
        server.crowd.message(new_chat_title="Another name"),
        server.crowd.say("/find old", GROUP, at=1_700_000_000),
        server.crowd.say("/find x", GROUP, is_automatic_forward=True, sender_chat={"id": -1007, "type": "channel"}),
        server.crowd.say("old but alone", at=1_700_000_000),
    )
    await server.called("sendMessage")
    assert [each.text for each in core.asked] == ["old but alone"]


async def test_an_anonymous_admin_may_manage_and_other_people_as_listed(server: BotApi, core: Core, listening):
    server.chats.admins[GROUP["id"]] = [ANNA]
    await server.deliver(server.crowd.say("/find x", GROUP, GROUP_ANONYMOUS, sender_chat=GROUP))
    await server.called("sendMessage")
    anonymous = core.asked[0]
    assert await listening.may_manage(anonymous.place, anonymous.person)
    assert not server.of("getChatAdministrators")
