"""Which encoding turns a file's bytes into letters: byte order mark, NUL pattern, strict UTF-8, then likelihood.

A file that is not UTF-8 does not say what it is: whatever is taken for it is told as an assumption.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from engine.errors import UserError
from engine.messages import NOTHING, Message, say

ENOUGH = 200  # bytes outside ASCII from which a guess among Chinese, Japanese and Korean encodings is dependable
_JUDGED = 65_536  # bytes of evidence that are looked at
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of running text: about a third of any text in the language.
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实很店吃味"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方"
    "多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實很店吃味"
)
_KANA = "".join(map(chr, range(0x3041, 0x3097))) + "".join(map(chr, range(0x30A1, 0x30FB))) + "ー、。"
_HANGUL = (
    "이다는을를에의가한고지은도하로서기사대인그나자어아리해정부일시있수보것들과장제원라게만전구상주국여스동성면년제세선조안영"
    "신중연화생음원요니까네합습"
)
_WESTERN = "éèàùçâêîôûëïüäöñßáíóúåæøãõìòœÉÈÀÇÊÎÔÜÄÖÑÁÍÓÚÅÆØÃÕ«»°’‘“”–—…€£§¿¡´·®©™½ºª\u00a0"
_CANDIDATES = (
    ("gb18030", frozenset(_SIMPLIFIED), 0.15),
    ("big5", frozenset(_TRADITIONAL), 0.15),
    ("cp932", frozenset(_KANA), 0.3),
    ("euc_jp", frozenset(_KANA), 0.3),
    ("cp949", frozenset(_HANGUL), 0.25),
    ("cp1252", frozenset(_WESTERN), 0.9),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "gb18030": "GB18030 (GBK)",
    "big5": "Big5",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Latin-1 (Windows-1252)",
}
CHOICES = ("utf-8", "gb18030", "big5", "cp932", "euc_jp", "cp949", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1251")
_SEPARATORS = frozenset(b'\n\r\t ,;|"0123456789')
_SURROGATE_SAFE = re.compile(r"^(?!utf.?(16|32|7)|hz|iso2022)")


@dataclass(frozen=True)
class Decision:
    """An encoding and, where the file does not prove it, what was assumed."""

    encoding: str
    assumption: Message = NOTHING


def encoding_title(encoding: str) -> str:
    """The encoding as people call it."""
    return _NAMES.get(encoding, encoding.upper())


def known_encoding(name: str) -> str:
    """The encoding that a user named, checked. Raises UserError for an unknown one."""
    try:
        info = codecs.lookup(name)
        b"a\r\n".decode(name, errors="replace")
    except (LookupError, ValueError):
        raise UserError(
            "data.unknown-encoding",
            say("There is no text encoding called {name}.", name=name),
            hint=say("Use auto, or one of {names}.", names=", ".join(CHOICES)),
        ) from None
    return name.lower() if info.name != "utf-8" else "utf-8"


def decoding_errors(encoding: str) -> str:
    """The error handler that lets a damaged line be recognised afterwards instead of ending the reading."""
    return "surrogateescape" if _SURROGATE_SAFE.match(encoding) else "replace"


def is_damaged(line: str, errors: str) -> bool:
    """Whether decoding the line with this error handler (see decoding_errors) met bytes that are no letters."""
    if errors == "replace":
        return "\ufffd" in line
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def detect_encoding(sample: bytes) -> Decision | None:
    """The encoding of a sample of a file (its head, and whole lines from elsewhere); None if these are no letters."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Decision(name)
    if b"\x00" in sample:
        wide = _utf16_by_zeros(sample)
        if wide:
            return Decision(wide, say("No byte order mark; the zero bytes look like {encoding}.", encoding=encoding_title(wide)))
    if _is_binary(sample):
        return None
    if _is_utf8(sample):
        return Decision("utf-8")
    return _by_likelihood(sample)


def _utf16_by_zeros(sample: bytes) -> str | None:
    """UTF-16 without a mark: separators and digits have their zero always on the same side.

    Only those are counted, because the zeros of letters mislead: the frequent U+4E00 looks like "N" the other way round.
    """
    even, odd = sample[0::2], sample[1::2]
    zeros = even.count(0) + odd.count(0)
    rest = sample.replace(b"\x00", b"")
    if _is_utf8(rest) and not _is_binary(rest) and zeros < 0.2 * len(sample):
        return None  # a stray NUL in ordinary text
    little = sum(second == 0 and first in _SEPARATORS for first, second in zip(even, odd, strict=False))
    big = sum(first == 0 and second in _SEPARATORS for first, second in zip(even, odd, strict=False))
    name = "utf-16-le" if little > big else "utf-16-be"
    if min(little, big) > 0.1 * max(little, big) or max(little, big) < 0.002 * len(even):
        return None
    text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
    strange = sum(1 for letter in text if letter == "\ufffd" or (letter < " " and letter not in "\t\r\n"))
    return name if strange <= 0.01 * len(text) else None


def _is_binary(sample: bytes) -> bool:
    """Whether control characters (a few are forgiven) or zeros are too many for letters."""
    controls = len(sample) - len(sample.translate(None, bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))))
    return controls > 2 + 0.02 * len(sample) or sample.count(0) > 0.2 * len(sample)


def _is_utf8(sample: bytes) -> bool:
    """Whether it is strict UTF-8, but for a last character that the end of the sample cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _by_likelihood(sample: bytes) -> Decision:
    lines = [line for line in sample.splitlines() if not line.isascii()]
    damaged = [line for line in lines if not _is_utf8(line + b"\n")]
    if len(damaged) <= 0.2 * len(lines):
        return Decision("utf-8", say("Some lines are not UTF-8 like the rest; they are left out and named."))
    evidence = b"\n".join(damaged)[:_JUDGED]
    evidence = evidence[: evidence.rfind(b"\n")] if len(evidence) == _JUDGED and b"\n" in evidence else evidence
    high = len(evidence.translate(None, bytes(range(128))))
    name = _best_candidate(evidence) or _library_says(evidence)
    if high < ENOUGH:
        text = say(
            "Not UTF-8; read as {encoding}, with only {count} bytes to judge by. If letters look wrong, choose another encoding.",
            encoding=encoding_title(name),
            count=high,
        )
    else:
        text = say("Not UTF-8; the letters look like {encoding}.", encoding=encoding_title(name))
    return Decision(name, text)


def _best_candidate(evidence: bytes) -> str | None:
    """The candidate whose frequent letters make up most of what is outside ASCII, if it is enough to believe it."""
    best, best_score = None, 1.0
    for name, common, needed in _CANDIDATES:
        try:
            letters = [letter for letter in codecs.getincrementaldecoder(name)().decode(evidence) if letter > "\x7f"]
        except UnicodeDecodeError:
            continue
        score = sum(letter in common for letter in letters) / len(letters) / needed if letters else 0.0
        if score >= best_score:
            best, best_score = name, score
    return best or ("gb18030" if _gb_level_one(evidence) > 0.9 else None)


def _gb_level_one(evidence: bytes) -> float:
    """The share of double bytes in GB2312's punctuation and its 3,755 common characters: names and lists have few frequent words."""
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]", evidence)
    good = [pair for pair in pairs if len(pair) == 2 and pair[1] >= 0xA1 and (pair[0] in (0xA1, 0xA3) or 0xB0 <= pair[0] <= 0xD7)]
    return len(good) / len(pairs) if pairs else 0.0


def _library_says(evidence: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(evidence[:16_384]).best()
    name = best.encoding.replace("_", "-") if best else "cp1252"
    try:
        evidence.decode(name)
    except (UnicodeDecodeError, LookupError):
        return "latin-1"
    return name
