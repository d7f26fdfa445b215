"""What can come in the way: of an answer (a refusal), of a post (gone, later, ambiguous), of a start (a token)."""


class Refusal(Exception):  # noqa: N818 - the domain's word
    """Something the asker can mend. Carries the name of the message that says so, and its values."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class WrongToken(Exception):  # noqa: N818 - it names what is wrong
    """A platform refused the token for good; the message names the setting and the mend."""


class Gone(Exception):  # noqa: N818 - the domain's word
    """A place that can no longer be posted to; `reason` names why, as a message of the catalogue.

    `to` is where the chat moved, when it moved. `mendable` is true of what an admin can put right (a permission, a
    closed topic): the subscription is paused, else it ends.
    """

    def __init__(self, reason: str, *, to: str = "", mendable: bool = False, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.to = to
        self.mendable = mendable
        self.detail = detail


class TryLater(Exception):  # noqa: N818 - the domain's word
    """Certainly not posted; try again after `seconds`. `everywhere` pauses the whole platform."""

    def __init__(self, seconds: float, *, everywhere: bool = False, detail: str = "") -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds
        self.everywhere = everywhere
        self.detail = detail


class Ambiguous(Exception):  # noqa: N818 - the domain's word
    """The platform may or may not have taken it. `resendable` where the same nonce makes another try safe."""

    def __init__(self, detail: str, *, resendable: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.resendable = resendable
