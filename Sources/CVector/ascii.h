// Whether a text is of visible ASCII, or a link or mail address of it, a register at a time.

#ifndef CVECTOR_ASCII_H
#define CVECTOR_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline __attribute__((always_inline)) uint64_t ascii_word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

#if defined(__AVX512BW__)

#include <immintrin.h>

// A bit for each byte of a text from `at` on, up to 64.
static inline __attribute__((always_inline)) __mmask64 ascii_part(ptrdiff_t count, ptrdiff_t at) {
  return count - at >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << (count - at)) - 1;
}

// A bit for each of them that is not ASCII from U+0021 on.
static inline __attribute__((always_inline)) __mmask64
ascii_invisible_of(__mmask64 part, __m512i bytes) {
  return _mm512_mask_cmpgt_epu8_mask(
      part, _mm512_sub_epi8(bytes, _mm512_set1_epi8(0x21)), _mm512_set1_epi8(0x7F - 0x21));
}

// A bit for each of them that is this one.
static inline __attribute__((always_inline)) __mmask64
ascii_which(__mmask64 part, __m512i bytes, char byte) {
  return _mm512_mask_cmpeq_epi8_mask(part, bytes, _mm512_set1_epi8(byte));
}

// 0 if all bytes are ASCII from U+0021 on; of no meaning for no bytes. Up to eight bytes behind them may be
// read, too.
static inline __attribute__((always_inline)) uint64_t
ascii_invisible(const uint8_t *bytes, ptrdiff_t count) {
  uint64_t invisible = 0;
  ptrdiff_t at = 0;
  do {
    const __mmask64 part = ascii_part(count, at);
    invisible |= ascii_invisible_of(part, _mm512_maskz_loadu_epi8(part, bytes + at));
    at += 64;
  } while (at < count);
  return invisible;
}

// What `ascii_is_link` asks of the bytes behind the scheme.
static inline __attribute__((always_inline)) bool
ascii_is_link_rest(const uint8_t *bytes, ptrdiff_t count) {
  // A bit for each byte of the host.
  __mmask64 host = ~(__mmask64)0;
  uint64_t outside = 0;
  for (ptrdiff_t at = 0; at < count; at += 64) {
    const __mmask64 part = ascii_part(count, at);
    const __m512i here = _mm512_maskz_loadu_epi8(part, bytes + at);
    const __mmask64 ends = ascii_which(part, here, '/') | ascii_which(part, here, '?');
    const __m512i from_a = _mm512_sub_epi8(here, _mm512_set1_epi8('A'));
    // Those before the first that ends it.
    host &= ~ends & (ends - 1);
    const __mmask64 capitals =
        _mm512_mask_cmple_epu8_mask(host & part, from_a, _mm512_set1_epi8('Z' - 'A'));
    outside |= ascii_invisible_of(part, here) | ascii_which(part, here, '#') | capitals;
    // All of the next 64 bytes, or none.
    host = (__mmask64)((int64_t)host >> 63);
  }
  return outside == 0;
}

#else

static const uint64_t ascii_ones = 0x0101010101010101;
static const uint64_t ascii_tops = 0x8080808080808080;

// The top bit of a byte is set if it is not ASCII from U+0021 on.
static inline __attribute__((always_inline)) uint64_t ascii_invisible_of(uint64_t word) {
  return word | (word - 0x21 * ascii_ones);
}

// The top bit of a byte of ASCII is set if it is this one.
static inline __attribute__((always_inline)) uint64_t ascii_which(uint64_t word, uint8_t byte) {
  return ((word ^ byte * ascii_ones) - ascii_ones) & ~word;
}

static inline __attribute__((always_inline)) uint64_t
ascii_invisible(const uint8_t *bytes, ptrdiff_t count) {
  // The first and the last eight bytes, whatever the length is: what lies behind fewer is shifted out, and
  // what is shifted in made visible.
  const int few = count < 1 ? 1 : count < 8 ? (int)count : 8;
  const int surplus = 8 * (8 - few);
  const uint64_t padding = 0x21 * ascii_ones >> 8 >> 8 * (few - 1);
  const uint64_t first = ascii_word(bytes) << surplus | padding;
  const uint64_t last = ascii_word(bytes + (count < 8 ? 0 : count - 8)) << surplus | padding;
  uint64_t invisible = ascii_invisible_of(first) | ascii_invisible_of(last);
  for (ptrdiff_t at = 8; at + 8 < count; at += 8) {
    invisible |= ascii_invisible_of(ascii_word(bytes + at));
  }
  return invisible & ascii_tops;
}

static inline __attribute__((always_inline)) bool
ascii_is_link_rest(const uint8_t *bytes, ptrdiff_t count) {
  uint64_t outside = 0;
  bool is_in_host = true;
  ptrdiff_t at = 0;
  do {
    // The last eight, some of them for the second time: there is a scheme before them.
    const uint64_t word = ascii_word(bytes + (at + 8 <= count ? at : count - 8));
    outside |= ascii_invisible_of(word) | ascii_which(word, '#');
    if (is_in_host) {
      // From A on and not from Z on: the top bits of what is added.
      outside |= (word + (0x80 - 'A') * ascii_ones) & ~(word + (0x80 - 'Z' - 1) * ascii_ones);
      is_in_host = ((ascii_which(word, '/') | ascii_which(word, '?')) & ascii_tops) == 0;
    }
    at += 8;
  } while (at < count);
  return (outside & ascii_tops) == 0;
}

#endif

// True only for a link of visible ASCII that begins with `https://`, has no fragment, and no capital letter
// in its host. False also for some of these.
static inline bool ascii_is_link(const uint8_t *bytes, ptrdiff_t count) {
  static const uint8_t scheme[8] = {'h', 't', 't', 'p', 's', ':', '/', '/'};
  return count > 8 && memcmp(bytes, scheme, 8) == 0 && ascii_is_link_rest(bytes + 8, count - 8);
}

// True only for a mail address of a-z, 0-9 and `.`, `-`, `_`, `+`, the last two before the `@` alone, whose domain
// has two labels or more that begin and end with a letter or digit. False also for some of these, and always
// where the processor has no registers of 64 bytes.
static inline bool ascii_is_mail_address(const uint8_t *bytes, ptrdiff_t count) {
#if defined(__AVX512BW__)
  // A bit is left for the end.
  if (count > 63) return false;
  const __mmask64 all = ascii_part(count, 0);
  const __m512i address = _mm512_maskz_loadu_epi8(all, bytes);
  const __mmask64 letters = _mm512_mask_cmple_epu8_mask(
      all, _mm512_sub_epi8(address, _mm512_set1_epi8('a')), _mm512_set1_epi8('z' - 'a'));
  const __mmask64 digits = _mm512_mask_cmple_epu8_mask(
      all, _mm512_sub_epi8(address, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
  const __mmask64 at = ascii_which(all, address, '@');
  const __mmask64 dots = ascii_which(all, address, '.');
  const __mmask64 hyphens = ascii_which(all, address, '-');
  const __mmask64 others = ascii_which(all, address, '_') | ascii_which(all, address, '+');
  const __mmask64 plain = letters | digits;
  const __mmask64 domain = all & ~(at | (at - 1));
  const __mmask64 divisions = dots & domain;
  // One `@`, behind something.
  const bool is_divided = at > 1 && (at & (at - 1)) == 0 && divisions != 0;
  const __mmask64 begins = (at | divisions) << 1;
  const __mmask64 ends = (divisions | (__mmask64)1 << count) >> 1;
  return is_divided && (plain | at | dots | hyphens | others) == all && (others & domain) == 0 &&
         ((begins | ends) & ~plain) == 0;
#else
  (void)bytes, (void)count;
  return false;
#endif
}

#endif
