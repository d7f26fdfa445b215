"""What Discord tells, as requests: commands, presses, typing, private messages."""

import re
from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.buttons import asker, held
from adapters.discord.forums import thread
from adapters.discord.readback import plain
from bot.chat import Asked, Person, Place, Request

PLATFORM = "discord"
MESSAGE_MENU = 3
CHANNEL = 7
"""The type of an option that is a channel."""

Interaction = discord.Interaction[Any]


def place(interaction: Interaction) -> Place:
    """Return where an interaction happened: in a server its channel or thread, else the private chat itself."""
    channel = str(interaction.channel_id or "")
    title = str(getattr(interaction.channel, "name", None) or "")
    if interaction.guild_id:
        return Place(PLATFORM, str(interaction.guild_id), channel, title=title)
    return Place(PLATFORM, channel, private=interaction.context.dm_channel, title=title)


def person(interaction: Interaction) -> Person:
    """Return who asks."""
    return _person(interaction.user, str(interaction.locale))


def request(interaction: Interaction, menus: Mapping[str, str]) -> Request | None:
    """Return what is asked, None for what we do not know."""
    kind = interaction.type
    if kind is discord.InteractionType.component:
        return _press(interaction)
    if kind is discord.InteractionType.autocomplete:
        return _completion(interaction)
    if kind is discord.InteractionType.application_command:
        return _command(interaction, menus)
    return None


def written(message: discord.Message, me: str = "") -> Request | None:
    """Return a private message, or one that mentions the user `me`, as a request; None for any other."""
    channel, text = str(message.channel.id), message.content
    where = Place(PLATFORM, channel, private=True)
    if message.guild:
        mention = re.compile(rf"<@!?{me}>")
        if not (me and mention.search(text)):
            return None
        where = Place(PLATFORM, str(message.guild.id), channel)
        text = mention.sub(" ", text).strip()
    elif not text.strip():
        return None
    return Request(
        Asked.MESSAGE, where, _person(message.author), message.created_at, text=text, replied=_answered(message)
    )


def _answered(message: discord.Message) -> str:
    """Return what the message that this one answers says, where Discord sent it along."""
    resolved = message.reference.resolved if message.reference else None
    return shown(resolved) if isinstance(resolved, discord.Message) else ""


def is_menu(interaction: Interaction) -> bool:
    """Whether a message's menu was used: the answer is for the asker alone."""
    return (
        interaction.type is discord.InteractionType.application_command
        and _data(interaction).get("type") == MESSAGE_MENU
    )


def shown(message: discord.Message | None) -> str:
    """Return what one of our messages says."""
    if message is None:
        return ""
    texts = [each.content for each in _all(message.components) if isinstance(each, discord.TextDisplay)]
    cards = [each.description for each in message.embeds]
    return "\n".join(plain(each) for each in (message.content, *cards, *texts) if each)


def _all(components: Any) -> list[Any]:
    return [part for each in components for part in (each, *_all(getattr(each, "children", ())))]


def _person(user: discord.abc.User, language: str = "") -> Person:
    return Person(PLATFORM, str(user.id), language, user.display_name)


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return interaction.data or {}


def _press(interaction: Interaction) -> Request:
    data = _data(interaction)
    return Request(
        Asked.BUTTON,
        place(interaction),
        person(interaction),
        interaction.created_at,
        text=held(data["custom_id"]),
        asker=asker(data["custom_id"]),
        shown=shown(interaction.message),
    )


def _completion(interaction: Interaction) -> Request:
    data = _data(interaction)
    options = data.get("options", ())
    typed = next((each for each in options if each.get("focused")), {"name": "", "value": ""})
    return Request(
        Asked.COMPLETION,
        place(interaction),
        person(interaction),
        interaction.created_at,
        text=str(typed["value"]),
        command=data["name"],
        arguments=_arguments(options),
        option=typed["name"],
    )


def _command(interaction: Interaction, menus: Mapping[str, str]) -> Request:
    data = _data(interaction)
    menu = is_menu(interaction)
    arguments = _arguments(data.get("options", ()))
    where = _chosen(interaction)
    return Request(
        Asked.COMMAND,
        where or place(interaction),
        person(interaction),
        interaction.created_at,
        text=" ".join(arguments.values()),
        command=menus.get(data["name"], "") if menu else data["name"],
        arguments=arguments,
        replied=plain(_target(data)) if menu else "",
        elsewhere=where is not None,
    )


def _arguments(options: Any) -> dict[str, str]:
    """Return the options by name; a channel is no argument but where the request is made for."""
    given = {each["name"]: each.get("value", "") for each in options if each["type"] != CHANNEL}
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in given.items()}


def _chosen(interaction: Interaction) -> Place | None:
    """Return the place of the channel that was picked, None where none was."""
    data = _data(interaction)
    picked = next((str(each["value"]) for each in data.get("options", ()) if each["type"] == CHANNEL), "")
    if not (picked and interaction.guild_id):
        return None
    told = data.get("resolved", {}).get("channels", {}).get(picked, {})
    named = thread(picked, told.get("type", 0))
    return Place(PLATFORM, str(interaction.guild_id), named, title=str(told.get("name", "")))


def _target(data: Mapping[str, Any]) -> str:
    messages = data.get("resolved", {}).get("messages", {})
    return str(messages.get(str(data.get("target_id")), {}).get("content", ""))
