/* Where a number stands among ascending ones. */
#include <stdint.h>

/* Defines a function that gives the first place, of so many, whose number is at least the one that is wanted. */
#define FIRST_AT_LEAST(name, type)                                        \
    static int64_t name(const type *numbers, int64_t count, type wanted) { \
        int64_t low = 0, high = count;                                    \
        while (low < high) {                                              \
            const int64_t middle = low + (high - low) / 2;                \
            if (numbers[middle] < wanted)                                 \
                low = middle + 1;                                         \
            else                                                          \
                high = middle;                                            \
        }                                                                 \
        return low;                                                       \
    }

FIRST_AT_LEAST(first_of_places, int32_t)
FIRST_AT_LEAST(first_of_chunks, uint32_t)
FIRST_AT_LEAST(first_of_keys, uint64_t)
