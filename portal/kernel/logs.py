"""One JSON object a line: enough to find a fault, nothing that names a person."""

import json
import logging


class JsonFormatter(logging.Formatter):
    """Format a record as a JSON line; the request body and form values never reach a log."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
