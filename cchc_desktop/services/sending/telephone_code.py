"""The code of an answer that is read by telephone: computed alike at the province and at the commune.

It is an authenticator under the secret that the two devices share, cut to 60 bits: a code of another kind, revision,
package or unit never passes, and nobody but these two devices can make one.
"""

from cchc_desktop.domain.province_answer import Answered, AnswerKind, code_message, spoken_code
from cchc_desktop.signing.device_key import DeviceKey
from cchc_desktop.signing.shared_secret import authenticator, shared_secret


def telephone_code(kind: AnswerKind, of: Answered, *, key: DeviceKey, other: bytes) -> str:
    """The code; ``other`` is the certificate (DER) of the other side's device. Raises ValueError for no such one."""
    return spoken_code(authenticator(shared_secret(key, other), code_message(kind, of)))
