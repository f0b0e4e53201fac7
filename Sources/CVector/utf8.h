// Whether bytes are UTF-8, a register of them at a time (Keiser and Lemire, "Validating UTF-8 in less
// than one instruction per byte", 2020): three half bytes, the two of a byte and the upper one of the
// byte behind it, each name the faults that they may be part of; what all three name is one.

#ifndef CVECTOR_UTF8_H
#define CVECTOR_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSSE3__)

#include <immintrin.h>

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

enum {
  utf8_any = utf8_too_short | utf8_too_long | utf8_two_continue,
  utf8_large = utf8_too_large | utf8_overlong_4_or_large,
  utf8_continues = utf8_too_long | utf8_overlong_2 | utf8_two_continue,
};

// The faults that a byte may be part of as the first of two, by its upper half.
static const uint8_t utf8_by_first_upper[16] = {
    utf8_too_long, utf8_too_long, utf8_too_long, utf8_too_long, utf8_too_long, utf8_too_long,
    utf8_too_long, utf8_too_long, utf8_two_continue, utf8_two_continue, utf8_two_continue,
    utf8_two_continue, utf8_too_short | utf8_overlong_2, utf8_too_short,
    utf8_too_short | utf8_overlong_3 | utf8_surrogate, utf8_too_short | utf8_large};

// The same by its lower half.
static const uint8_t utf8_by_first_lower[16] = {
    utf8_any | utf8_overlong_2 | utf8_overlong_3 | utf8_overlong_4_or_large,
    utf8_any | utf8_overlong_2, utf8_any, utf8_any, utf8_any | utf8_too_large,
    utf8_any | utf8_large, utf8_any | utf8_large, utf8_any | utf8_large, utf8_any | utf8_large,
    utf8_any | utf8_large, utf8_any | utf8_large, utf8_any | utf8_large, utf8_any | utf8_large,
    utf8_any | utf8_large | utf8_surrogate, utf8_any | utf8_large, utf8_any | utf8_large};

// Those as the second of two, by its upper half; 8 to B continue.
static const uint8_t utf8_by_second[16] = {
    utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short, utf8_too_short,
    utf8_too_short, utf8_too_short, utf8_continues | utf8_overlong_3 | utf8_overlong_4_or_large,
    utf8_continues | utf8_overlong_3 | utf8_too_large,
    utf8_continues | utf8_surrogate | utf8_too_large,
    utf8_continues | utf8_surrogate | utf8_too_large, utf8_too_short, utf8_too_short,
    utf8_too_short, utf8_too_short};

#if defined(__AVX512BW__)

static inline __attribute__((always_inline)) __m512i
utf8_table(const uint8_t table[16], __m512i at) {
  const __m128i row = _mm_loadu_si128((const __m128i *)table);
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(row), at);
}

static inline __attribute__((always_inline)) __m512i utf8_upper_half(__m512i bytes) {
  return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(0x0F));
}

// Not zero where a fault ends among `bytes`, or NUL is, given the 64 bytes before.
static inline __attribute__((always_inline)) __m512i utf8_faults(__m512i bytes, __m512i before) {
  const __m512i sixteen_back = _mm512_alignr_epi32(bytes, before, 12);
  const __m512i one_back = _mm512_alignr_epi8(bytes, sixteen_back, 15);
  const __m512i two_back = _mm512_alignr_epi8(bytes, sixteen_back, 14);
  const __m512i three_back = _mm512_alignr_epi8(bytes, sixteen_back, 13);
  const __m512i lower_half = _mm512_and_si512(one_back, _mm512_set1_epi8(0x0F));
  const __m512i faults = _mm512_and_si512(
      _mm512_and_si512(
          utf8_table(utf8_by_first_upper, utf8_upper_half(one_back)),
          utf8_table(utf8_by_first_lower, lower_half)),
      utf8_table(utf8_by_second, utf8_upper_half(bytes)));
  // A third or fourth byte must continue, and nothing else may continue a byte that continues.
  const __m512i thirds = _mm512_subs_epu8(two_back, _mm512_set1_epi8((char)(0xE0 - 0x80)));
  const __m512i fourths = _mm512_subs_epu8(three_back, _mm512_set1_epi8((char)(0xF0 - 0x80)));
  const __m512i wanted = _mm512_and_si512(
      _mm512_or_si512(thirds, fourths), _mm512_set1_epi8((char)utf8_two_continue));
  const __m512i nuls = _mm512_movm_epi8(_mm512_testn_epi8_mask(bytes, bytes));
  return _mm512_or_si512(_mm512_xor_si512(faults, wanted), nuls);
}

// 1 if the bytes are well-formed UTF-8 (Unicode, table 3-7) without NUL, else 0; -1 where the processor
// cannot tell.
static inline int utf8_holds(const uint8_t *bytes, size_t count) {
  const __m512i spaces = _mm512_set1_epi8(0x20);
  __m512i before = spaces;
  __m512i faults = _mm512_setzero_si512();
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    const __m512i here = _mm512_loadu_si512(bytes + at);
    faults = _mm512_or_si512(faults, utf8_faults(here, before));
    before = here;
  }
  // Also if there are none: what the last begins must end in time.
  const __mmask64 left = ((__mmask64)1 << (count - at)) - 1;
  const __m512i last = _mm512_mask_loadu_epi8(spaces, left, bytes + at);
  faults = _mm512_or_si512(faults, utf8_faults(last, before));
  return _mm512_test_epi8_mask(faults, faults) == 0;
}

#else

static inline __attribute__((always_inline)) __m128i
utf8_table(const uint8_t table[16], __m128i at) {
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)table), at);
}

static inline __attribute__((always_inline)) __m128i utf8_upper_half(__m128i bytes) {
  return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x0F));
}

// Not zero where a fault ends among `bytes`, or NUL is, given the 16 bytes before.
static inline __attribute__((always_inline)) __m128i utf8_faults(__m128i bytes, __m128i before) {
  const __m128i one_back = _mm_alignr_epi8(bytes, before, 15);
  const __m128i two_back = _mm_alignr_epi8(bytes, before, 14);
  const __m128i three_back = _mm_alignr_epi8(bytes, before, 13);
  const __m128i lower_half = _mm_and_si128(one_back, _mm_set1_epi8(0x0F));
  const __m128i faults = _mm_and_si128(
      _mm_and_si128(
          utf8_table(utf8_by_first_upper, utf8_upper_half(one_back)),
          utf8_table(utf8_by_first_lower, lower_half)),
      utf8_table(utf8_by_second, utf8_upper_half(bytes)));
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

#endif

#else

static inline int utf8_holds(const uint8_t *bytes, size_t count) {
  (void)bytes, (void)count;
  return -1;
}

#endif

#endif
