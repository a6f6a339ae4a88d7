"""How surely a question's asking word finds what it asks for in a sentence.

Read in its question, "who" has a vector like that of a name in a sentence that answers it, "when" like that of a day:
the model has seen where each stands. Compared word by word as in late interaction: Khattab and Zaharia, ColBERT, SIGIR
2020.
"""

from __future__ import annotations

import numpy as np

from rag.embedding import Reading

ASKING = frozenset("who whom whose what when where why how which many much".split())


def answers_asking(question: Reading, sentence: Reading) -> float:
    """The highest cosine of an asking word with a word of the sentence; 0 for a sentence without words.

    Of a question that has no asking word, it is the mean over all its words of their highest cosines.
    """
    if not question.pieces or not sentence.pieces:
        return 0.0
    asking = [at for at, piece in enumerate(question.pieces) if piece in ASKING]
    rows = question.piece_vectors[asking] if asking else question.piece_vectors
    closest = (rows.astype(np.float32) @ sentence.piece_vectors.astype(np.float32).T).max(axis=1)
    return float(closest.max() if asking else closest.mean())
