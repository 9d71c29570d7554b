"""What the schema says of a question that is answered with a file."""

from typing import Any

A_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file, to be saved and never shown.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
