"""How linking across documents is measured: invented news whose truth is known, scores, a command."""
