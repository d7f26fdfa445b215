"""Settings: one frozen value, read once from `commonplace.toml` and the environment on top of it."""

import re
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE = Path("commonplace.toml")
SHARDS = (
    "COMMONPLACE_DISCORD_SHARDS: goes with COMMONPLACE_DISCORD_SHARD_COUNT, the number of shards over all processes, "
    "and counts from 0 to one less"
)


class WrongSetting(Exception):  # noqa: N818 - it names what is wrong
    """A setting that cannot be used; the message names it and the mend."""


class Settings(BaseSettings):
    """What the operator may choose. Environment names carry the prefix `COMMONPLACE_`."""

    model_config = SettingsConfigDict(
        env_prefix="COMMONPLACE_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = Field(default=None, description="the bot's token from @BotFather")
    telegram_api: str = Field(
        default="https://api.telegram.org", description="the Bot API server: its address before `/bot`"
    )
    telegram_webhook: str = Field(
        default="", description="the https address to which Telegram brings updates; empty to fetch them"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None, description="what only Telegram knows: 16-256 of A-Z, a-z, 0-9, _ and -"
    )
    telegram_webhook_listen: str = Field(
        default="127.0.0.1:8080", description="where the bot itself listens, behind a proxy that speaks TLS"
    )
    telegram_webhook_ip: str = Field(
        default="", description="the address to bring updates to, in place of what the webhook's name resolves to"
    )
    discord_token: SecretStr | None = Field(default=None, description="the bot's token from the developer portal")
    discord_api: str = Field(
        default="https://discord.com/api/v10", description="Discord's REST API; ends in `/api/v10`"
    )
    discord_gateway: str = Field(default="", description="the gateway's address, in place of the one Discord names")
    data: Path = Field(default=Path("data"), description="the folder of imported packs, the index and the state")
    database: str = Field(default="", description="the state database as a URL; empty means SQLite in the data folder")
    lateness_hours: float = Field(
        default=6, gt=0, le=24, description="a daily passage later than this is skipped, not posted"
    )
    cooldown_seconds: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description="the least time between two questions of one person in one place",
    )
    at_least_once: bool = Field(
        default=False,
        description="post again where Telegram may already have taken a post; risks doubles instead of gaps",
    )

    allow_paid_broadcast: bool = Field(
        default=False,
        description="pay Telegram for posts beyond its free limit, if @BotFather allows it for your bot",
    )
    paid_rate: float = Field(
        default=800, ge=25, le=950, description="posts a second with `allow_paid_broadcast`, over all senders"
    )
    discord_shards: str = Field(
        default="", description="the shards this process listens as, such as `0-3`; empty for all of them"
    )
    discord_shard_count: int = Field(
        default=0, ge=0, description="how many shards there are over all processes; 0 for as many as Discord recommends"
    )
    mentions: bool = Field(
        default=False, description="answer messages in Discord servers that mention the bot; adds `guild_messages`"
    )
    discord_look: Literal["layout", "embed", "text"] = Field(
        default="layout", description="what answers on Discord are made of: a frame, an embed, or plain text"
    )

    @property
    def shards(self) -> range:
        """The numbers of the shards this process listens as; empty for all of them."""
        first, _, last = self.discord_shards.partition("-")
        return range(int(first), int(last or first) + 1) if first else range(0)

    @property
    def paid(self) -> float:
        """The posts a second that are paid for, 0 where none are."""
        return self.paid_rate if self.allow_paid_broadcast else 0

    @property
    def packs(self) -> Path:
        """The folder of imported packs."""
        return self.data / "packs"

    @property
    def index(self) -> Path:
        """The file derived from the packs."""
        return self.data / "library.sqlite"

    @property
    def state(self) -> str:
        """The state database's URL."""
        return self.database or f"sqlite:///{self.data / 'state.sqlite'}"

    @field_validator("telegram_api", "discord_api")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("telegram_webhook_listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        if not re.fullmatch(r"[^\s:/]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}", value):
            raise ValueError("must be an address and a port, such as 127.0.0.1:8080")
        return value

    @field_validator("discord_gateway")
    @classmethod
    def _gateway(cls, value: str) -> str:
        if value and not value.startswith(("ws://", "wss://")):
            raise ValueError("must start with ws:// or wss://")
        return value

    @field_validator("database")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:", "postgresql:", "postgres:", "sqlite+", "postgresql+")):
            raise ValueError("must be a URL such as sqlite:///state.sqlite or postgresql://host/name")
        return value

    @field_validator("discord_shards")
    @classmethod
    def _range(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d+(-\d+)?", value):
            raise ValueError("must be a number or a range such as 0-3")
        return value

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.shards and self.shards[-1] >= self.discord_shard_count:
            raise ValueError(SHARDS)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=FILE)


def read(**given: Any) -> Settings:
    """Return the settings of this run.

    Raises:
        WrongSetting: naming the first setting that is wrong and what would be right.

    """
    try:
        return Settings(**given)
    except ValidationError as error:
        raise WrongSetting(
            "\n".join(_sentence(each["loc"], each["type"], each["msg"]) for each in error.errors())
        ) from None
    except ValueError as error:
        raise WrongSetting(f"{FILE}: not readable as TOML: {error}") from None


def _sentence(where: tuple[int | str, ...], kind: str, message: str) -> str:
    if not where:
        return message.removeprefix("Value error, ")
    name = str(where[0])
    if kind == "extra_forbidden":
        return f"{FILE}: there is no setting {name!r}; docs/operators.md lists them"
    return f"COMMONPLACE_{name.upper()} ({name} in {FILE}): {message.removeprefix('Value error, ')}"
