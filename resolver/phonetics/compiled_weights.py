"""The weights by which compiled code compares words: those of the policy, and from when on words are worth it."""

from __future__ import annotations

import ctypes

from ..native.structure import Structure
from ..policy import SoundWeights
from .kernel import BARE, LIKE
from .matching import LEAST_BARE, LEAST_FULL, SILENT

_FLOAT, _DOUBLE = ctypes.c_float, ctypes.c_double


class CWeights(Structure):
    """`Weights` of name.c."""

    _fields_ = (
        *((name, _FLOAT) for name in ("like", "bare", "skeleton_letter", "skeleton_chance", "initial")),
        *((name, _DOUBLE) for name in ("left_query", "left_form", "shared", "numeral", "unnumbered")),
        *((name, _DOUBLE) for name in ("same_letter", "same_skeleton", "by_chance", "initial_beside")),
        *((name, _DOUBLE) for name in ("initial_closeness", "silent", "least")),
        *((name, _DOUBLE) for name in ("translated_closeness", "skeleton_closeness")),
        *((name, _DOUBLE) for name in ("least_full", "least_bare", "joined_closeness")),
    )

    @classmethod
    def of(cls, weights: SoundWeights) -> CWeights:
        """The weights of a policy."""
        return cls(
            LIKE, BARE, weights.skeleton_letter, weights.skeleton_chance, weights.initial_in_search,
            weights.left_query, weights.left_form, weights.shared, weights.numeral, -weights.unnumbered,
            weights.same_letter, weights.skeleton_letter, weights.skeleton_chance, weights.initial,
            weights.initial_closeness, SILENT, weights.least, weights.translated_closeness, weights.skeleton_closeness,
            LEAST_FULL, LEAST_BARE, weights.joined_closeness,
        )  # fmt: skip
