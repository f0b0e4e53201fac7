// Whether a text is surely folded already, a register of it at a time.

#ifndef CVECTOR_PLAIN_H
#define CVECTOR_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)

#include <emmintrin.h>

static inline __attribute__((always_inline)) __m128i plain_is(__m128i bytes, int byte) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte));
}

// A bit for each of 16 bytes, given the byte after each and the one after that: set wherever what
// folding may change begins there, and for some rare code points that it leaves alone.
static inline __attribute__((always_inline)) int
plain_doubts(__m128i bytes, __m128i second, __m128i third) {
  // Two spaces.
  const __m128i spaces = _mm_and_si128(plain_is(bytes, 0x20), plain_is(second, 0x20));
  if (_mm_movemask_epi8(bytes) == 0) return _mm_movemask_epi8(spaces);
  // U+0080-00BF and U+1000-1FFF.
  const __m128i rare = _mm_or_si128(plain_is(bytes, 0xC2), plain_is(bytes, 0xE1));
  // U+2000-24FF.
  const __m128i signs = _mm_and_si128(
      plain_is(bytes, 0xE2),
      _mm_cmpeq_epi8(_mm_min_epu8(second, _mm_set1_epi8((char)0x93)), second));
  // U+3200-33FF, U+3000, U+3099 and U+309A.
  const __m128i enclosed = plain_is(_mm_and_si128(second, _mm_set1_epi8((char)0xF8)), 0x88);
  const __m128i space = _mm_and_si128(plain_is(second, 0x80), plain_is(third, 0x80));
  const __m128i voiced = _mm_and_si128(
      plain_is(second, 0x82), _mm_or_si128(plain_is(third, 0x99), plain_is(third, 0x9A)));
  const __m128i kana = _mm_and_si128(
      plain_is(bytes, 0xE3), _mm_or_si128(enclosed, _mm_or_si128(space, voiced)));
  // U+FEC0-FFBF.
  const __m128i wide = _mm_and_si128(
      plain_is(bytes, 0xEF),
      _mm_cmpeq_epi8(_mm_max_epu8(second, _mm_set1_epi8((char)0xBB)), second));
  const __m128i doubts =
      _mm_or_si128(_mm_or_si128(spaces, rare), _mm_or_si128(signs, _mm_or_si128(kana, wide)));
  return _mm_movemask_epi8(doubts);
}

// The same for the last 16 bytes of a text, or for all of a shorter one that zeros follow.
static inline __attribute__((always_inline)) int plain_doubts_at_end(__m128i bytes) {
  return plain_doubts(bytes, _mm_srli_si128(bytes, 1), _mm_srli_si128(bytes, 2));
}

static inline __attribute__((always_inline)) uint64_t plain_word(const uint8_t *bytes, int size) {
  uint64_t word = 0;
  memcpy(&word, bytes, size);
  return word;
}

// True only if folding changes nothing in a text, its ends apart. False also for some texts that it
// would not change, and for all of fewer than four bytes.
static inline bool plain_holds(const uint8_t *bytes, ptrdiff_t count) {
  if (count < 16) {
    uint64_t low, high = 0;
    if (count >= 8) {
      low = plain_word(bytes, 8);
      if (count > 8) high = plain_word(bytes + count - 8, 8) >> (8 * (16 - count));
    } else if (count >= 4) {
      low = plain_word(bytes, 4);
      if (count > 4) low |= plain_word(bytes + count - 4, 4) >> (8 * (8 - count)) << 32;
    } else {
      return false;
    }
    return plain_doubts_at_end(_mm_set_epi64x((long long)high, (long long)low)) == 0;
  }
  ptrdiff_t at = 0;
  for (; at + 17 <= count; at += 16) {
    const __m128i bytes_here = _mm_loadu_si128((const __m128i *)(bytes + at));
    const __m128i second = _mm_loadu_si128((const __m128i *)(bytes + at + 1));
    // Of what begins with the last of the 16 bytes the third is not asked for if there is none.
    const __m128i third = at + 18 <= count ? _mm_loadu_si128((const __m128i *)(bytes + at + 2))
                                           : _mm_srli_si128(second, 1);
    if (plain_doubts(bytes_here, second, third) != 0) return false;
  }
  const __m128i last = _mm_loadu_si128((const __m128i *)(bytes + count - 16));
  return plain_doubts_at_end(last) == 0;
}

#else

static inline bool plain_holds(const uint8_t *bytes, ptrdiff_t count) {
  (void)bytes, (void)count;
  return false;
}

#endif

#endif
