"""What Discord's objects look like, as far as the client library reads them."""

import itertools
import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
APPLICATION = 900000000000000001
BOT = 900000000000000002
ASKER = 100000000000000001
OWNER = 100000000000000099
GUILD = 200000000000000001
CHANNEL = 300000000000000001
PRIVATE = 400000000000000001
COUNTER = itertools.count(1)


def snowflake() -> str:
    """A new id, made now."""
    return str(((int(time.time() * 1000) - EPOCH_MS) << 22) | (next(COUNTER) & 0x3FFFFF))


def user(user_id: int = ASKER, name: str = "asker", *, bot: bool = False) -> dict:
    return {
        "id": str(user_id),
        "username": name,
        "global_name": name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
    }


def bot_user() -> dict:
    return user(BOT, "commonplace", bot=True) | {"verified": True, "mfa_enabled": False, "email": None}


def member(user_id: int = ASKER, *, permissions: int = 0, roles: tuple = ()) -> dict:
    return {
        "user": user(user_id, bot=user_id == BOT),
        "roles": [str(each) for each in roles],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(permissions),
    }


def role(role_id: int, permissions: int) -> dict:
    return {
        "id": str(role_id),
        "name": f"role {role_id}",
        "permissions": str(permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(channel_id: int = CHANNEL, *, guild: int = GUILD, kind: int = 0) -> dict:
    return {
        "id": str(channel_id),
        "type": kind,
        "guild_id": str(guild),
        "name": "reading-room",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
    }


def private_channel(channel_id: int = PRIVATE) -> dict:
    return {"id": str(channel_id), "type": 1, "recipients": [user()], "last_message_id": None, "flags": 0}


def guild(guild_id: int = GUILD, *, channel_id: int = CHANNEL, everyone: int = 0x0C00, system: bool = False) -> dict:
    return {
        "id": str(guild_id),
        "name": f"guild {guild_id}",
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": str(OWNER),
        "afk_channel_id": None,
        "afk_timeout": 60,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "system_channel_id": str(channel_id) if system else None,
        "system_channel_flags": 0,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(guild_id, everyone)],
        "channels": [channel(channel_id, guild=guild_id)],
        "threads": [],
        "members": [member(BOT)],
        "member_count": 2,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "large": False,
        "joined_at": "2024-01-01T00:00:00+00:00",
    }


def message(channel_id: int | str, body: dict, *, author: dict | None = None) -> dict:
    """A message as Discord returns it: blank ends of its content are cut off."""
    return {
        "id": snowflake(),
        "channel_id": str(channel_id),
        "author": author or bot_user(),
        "content": (body.get("content") or "").strip(),
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": body.get("attachments") or [],
        "embeds": body.get("embeds") or [],
        "components": body.get("components") or [],
        "pinned": False,
        "type": 0,
        "flags": body.get("flags") or 0,
        "nonce": body.get("nonce"),
    }


def application() -> dict:
    return {
        "id": str(APPLICATION),
        "name": "Commonplace",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": user(OWNER, "owner"),
        "team": None,
        "integration_types_config": {"0": {}, "1": {}},
    }
