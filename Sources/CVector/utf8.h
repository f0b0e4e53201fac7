// Whether bytes are UTF-8, a register of them at a time (Keiser and Lemire, "Validating UTF-8 in less
// than one instruction per byte", 2020): three half bytes, the two of a byte and the upper one of the
// byte behind it, each name the faults that they may be part of; what all three name is one.

#ifndef CVECTOR_UTF8_H
#define CVECTOR_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSSE3__)

#include <tmmintrin.h>

enum utf8_fault {
  // A lead byte, and what follows continues nothing.
  utf8_too_short = 1,
  // ASCII, and what follows continues something.
  utf8_too_long = 2,
  utf8_overlong_3 = 4,
  utf8_surrogate = 8,
  utf8_overlong_2 = 16,
  // Past U+10FFFF, or a lead byte past F4.
  utf8_too_large = 32,
  utf8_overlong_4_or_large = 64,
  // Two continuing bytes: right only behind a lead byte of three or four.
  utf8_two_continue = 128,
};

static inline __attribute__((always_inline)) __m128i utf8_table(
    __m128i at, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l,
    int m, int n, int o, int p) {
  return _mm_shuffle_epi8(
      _mm_setr_epi8(
          (char)a, (char)b, (char)c, (char)d, (char)e, (char)f, (char)g, (char)h, (char)i, (char)j,
          (char)k, (char)l, (char)m, (char)n, (char)o, (char)p),
      at);
}

static inline __attribute__((always_inline)) __m128i utf8_upper_half(__m128i bytes) {
  return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x0F));
}

// Not zero where a fault ends among `bytes`, or NUL is, given the 16 bytes before.
static inline __attribute__((always_inline)) __m128i utf8_faults(__m128i bytes, __m128i before) {
  const __m128i one_back = _mm_alignr_epi8(bytes, before, 15);
  const __m128i two_back = _mm_alignr_epi8(bytes, before, 14);
  const __m128i three_back = _mm_alignr_epi8(bytes, before, 13);
  const int behind_lead = utf8_too_short;
  const int behind_continuing = utf8_two_continue;
  const int large = utf8_too_large | utf8_overlong_4_or_large;
  const __m128i by_first_upper = utf8_table(
      utf8_upper_half(one_back), utf8_too_long, utf8_too_long, utf8_too_long, utf8_too_long,
      utf8_too_long, utf8_too_long, utf8_too_long, utf8_too_long, behind_continuing,
      behind_continuing, behind_continuing, behind_continuing, behind_lead | utf8_overlong_2,
      behind_lead, behind_lead | utf8_overlong_3 | utf8_surrogate, behind_lead | large);
  const int any = utf8_too_short | utf8_too_long | utf8_two_continue;
  const __m128i by_first_lower = utf8_table(
      _mm_and_si128(one_back, _mm_set1_epi8(0x0F)),
      any | utf8_overlong_2 | utf8_overlong_3 | utf8_overlong_4_or_large, any | utf8_overlong_2,
      any, any, any | utf8_too_large, any | large, any | large, any | large, any | large,
      any | large, any | large, any | large, any | large, any | large | utf8_surrogate, any | large,
      any | large);
  // What continues: 80-8F, 90-9F, A0-BF.
  const int continues = utf8_too_long | utf8_overlong_2 | utf8_two_continue;
  const __m128i by_second = utf8_table(
      utf8_upper_half(bytes), utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short,
      utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short,
      continues | utf8_overlong_3 | utf8_overlong_4_or_large,
      continues | utf8_overlong_3 | utf8_too_large,
      continues | utf8_surrogate | utf8_too_large, continues | utf8_surrogate | utf8_too_large,
      utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short);
  const __m128i faults =
      _mm_and_si128(_mm_and_si128(by_first_upper, by_first_lower), by_second);
  // A third or fourth byte must continue, and nothing else may continue a byte that continues.
  const __m128i thirds = _mm_subs_epu8(two_back, _mm_set1_epi8((char)(0xE0 - 0x80)));
  const __m128i fourths = _mm_subs_epu8(three_back, _mm_set1_epi8((char)(0xF0 - 0x80)));
  const __m128i wanted =
      _mm_and_si128(_mm_or_si128(thirds, fourths), _mm_set1_epi8((char)utf8_two_continue));
  const __m128i nuls = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
  return _mm_or_si128(_mm_xor_si128(faults, wanted), nuls);
}

// The fewer than 16 bytes of a text from `bytes` on, with spaces behind them.
static inline __attribute__((always_inline)) __m128i utf8_last(const uint8_t *bytes, size_t count) {
  uint64_t words[2] = {0x2020202020202020, 0x2020202020202020};
  if (count >= 8) {
    memcpy(&words[0], bytes, 8);
    for (size_t at = 8; at < count; at++) ((uint8_t *)words)[at] = bytes[at];
  } else {
    for (size_t at = 0; at < count; at++) ((uint8_t *)words)[at] = bytes[at];
  }
  return _mm_loadu_si128((const __m128i *)words);
}

// 1 if the bytes are well-formed UTF-8 (Unicode, table 3-7) without NUL, else 0; -1 where the processor
// cannot tell.
static inline int utf8_holds(const uint8_t *bytes, size_t count) {
  __m128i before = _mm_set1_epi8(0x20);
  __m128i faults = _mm_setzero_si128();
  size_t at = 0;
  for (; at + 16 <= count; at += 16) {
    const __m128i here = _mm_loadu_si128((const __m128i *)(bytes + at));
    faults = _mm_or_si128(faults, utf8_faults(here, before));
    before = here;
  }
  // Also if there are none: what the last begins must end in time.
  faults = _mm_or_si128(faults, utf8_faults(utf8_last(bytes + at, count - at), before));
  return _mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) == 0xFFFF;
}

#else

static inline int utf8_holds(const uint8_t *bytes, size_t count) {
  (void)bytes, (void)count;
  return -1;
}

#endif

#endif
