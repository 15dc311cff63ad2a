"""One JSON object a line: enough to find a fault, nothing that names a person."""

import json
import logging
import re

NUMBERS = re.compile(r"(?<![0-9A-Za-z])[0-9HMhm][0-9]{6,17}[0-9Xx](?![0-9A-Za-z])")


def blanked(text: str) -> str:
    """A text without what may be somebody's number: an address that was not found is logged as it was typed."""
    return NUMBERS.sub("········", text)


class JsonFormatter(logging.Formatter):
    """Format a record as a JSON line; the request body and form values never reach a log."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": blanked(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = blanked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
