"""Commands as Discord registers them: from the one declaration, and only when they changed."""

from adapters.discord.declaring import declared, digest, localized
from bot.chat import Parameter
from tests.discord_adapter.conftest import COMMANDS, command, entered, listen
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_rules import errors

PUT = f"/applications/{payloads.APPLICATION}/commands"


def registrations(server):
    return [each for each in server.requests if each.method == "PUT"]


async def test_commands_are_registered_once(server, core, naps):
    for _ in range(3):
        async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
            assert len(registrations(server)) == 1


async def test_a_changed_command_is_registered_again(server, core, naps):
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        pass
    changed = (*COMMANDS[:-1], command("page"))
    async with entered(server, naps, commands=changed) as adapter, listen(adapter, core.answer, core.notify):
        pass
    assert len(registrations(server)) == 2
    assert "page" in {each["name"] for each in server.commands}


async def test_a_refusal_of_the_commands_stops_nothing_else(server, core, naps):
    server.fail(r"PUT /applications", 400, body={"message": "Max number of daily creates", "code": 30034})
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert adapter.connected.is_set()


async def test_they_say_where_and_for_whom_they_are(listening, server):
    find, quote, subscribe, menu = (each for each in server.commands)
    assert find["contexts"] == [0, 1, 2]
    assert find["integration_types"] == [0, 1]
    assert find["description_localizations"]["de"] == "Wie find geht"
    assert find["description_localizations"]["en-US"] == find["description"]
    assert find["options"][0]["autocomplete"] is True
    assert find["options"][0]["required"] is True
    assert [each["name"] for each in quote["options"]] == ["text", "pack"]
    assert subscribe["default_member_permissions"] == str(0x20)
    assert subscribe["integration_types"] == [0, 1]
    assert [each["value"] for each in subscribe["options"][0]["choices"]] == ["daily", "weekdays"]
    assert (menu["type"], menu["name"]) == (3, "Check this quotation")


def test_the_digest_minds_what_we_declare_and_nothing_else():
    wanted = declared(COMMANDS, installs=(0, 1))
    noise = {"id": "5", "version": "9", "nsfw": False, "default_permission": True, "dm_permission": True}
    known = [each | noise for each in reversed(wanted)]
    assert digest(known) == digest(wanted)
    assert digest(wanted) != digest(declared(COMMANDS[1:], installs=(0, 1)))
    assert digest(wanted) != digest(declared((COMMANDS[0], command("quote")), installs=(0, 1)))


def test_every_language_finds_its_locales():
    told = {each: each for each in ("en", "de", "es", "pt", "zh-Hans", "tlh")}
    assert localized(told) == {
        "en-US": "en",
        "en-GB": "en",
        "de": "de",
        "es-ES": "es",
        "es-419": "es",
        "pt-BR": "pt",
        "zh-CN": "zh-Hans",
    }


def test_the_largest_declaration_is_within_the_limits():
    parameters = tuple(Parameter(f"option_{each}", {"en": "x" * 100}) for each in range(25))
    wanted = declared([command(f"command_{each}", *parameters) for each in range(100)], installs=(0, 1))
    assert errors("PUT", PUT, wanted) == []
