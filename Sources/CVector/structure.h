// Comparisons of many bytes at once, which Swift's SIMD types compile to loops over their lanes.

#ifndef CVECTOR_STRUCTURE_H
#define CVECTOR_STRUCTURE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// One bit for each of 64 bytes, the first byte lowest.
struct structure_masks {
  // Quotes, delimiters and line feeds.
  uint64_t marks;
  // Bytes over 0x7F, and NUL.
  uint64_t unclean;
};

#if defined(__AVX512BW__)

static inline __attribute__((always_inline)) struct structure_masks
structure_masks_of(const uint8_t *bytes, uint8_t delimiter) {
  const __m512i run = _mm512_loadu_si512(bytes);
  const struct structure_masks masks = {
      _mm512_cmpeq_epi8_mask(run, _mm512_set1_epi8('"')) |
          _mm512_cmpeq_epi8_mask(run, _mm512_set1_epi8((char)delimiter)) |
          _mm512_cmpeq_epi8_mask(run, _mm512_set1_epi8('\n')),
      // From 0x80 on a byte less one is negative or 0x7F, and so is that of NUL.
      _mm512_cmpgt_epu8_mask(
          _mm512_sub_epi8(run, _mm512_set1_epi8(1)), _mm512_set1_epi8(0x7E))};
  return masks;
}

#elif defined(__SSE2__)

static inline __attribute__((always_inline)) struct structure_masks
structure_masks_of(const uint8_t *bytes, uint8_t delimiter) {
  const __m128i quotes = _mm_set1_epi8('"');
  const __m128i delimiters = _mm_set1_epi8((char)delimiter);
  const __m128i line_feeds = _mm_set1_epi8('\n');
  const __m128i nuls = _mm_setzero_si128();
  struct structure_masks masks = {0, 0};
  for (int part = 0; part < 4; part++) {
    const __m128i run = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i marks = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(run, quotes), _mm_cmpeq_epi8(run, delimiters)),
        _mm_cmpeq_epi8(run, line_feeds));
    const __m128i unclean = _mm_or_si128(run, _mm_cmpeq_epi8(run, nuls));
    masks.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(marks) << (16 * part);
    masks.unclean |= (uint64_t)(uint32_t)_mm_movemask_epi8(unclean) << (16 * part);
  }
  return masks;
}

#else

static inline struct structure_masks
structure_masks_of(const uint8_t *bytes, uint8_t delimiter) {
  struct structure_masks masks = {0, 0};
  for (int place = 0; place < 64; place++) {
    const uint8_t byte = bytes[place];
    const uint64_t bit = (uint64_t)1 << place;
    if (byte == '"' || byte == delimiter || byte == '\n') masks.marks |= bit;
    if (byte > 0x7F || byte == 0) masks.unclean |= bit;
  }
  return masks;
}

#endif

// Writes for each bit of `marks` twice its place, counted from `start`, and one more if the same bit of
// `unclean` is set; in the order of the places. Returns how many there are; numbers of no meaning may
// follow, up to a count of 64.
static inline __attribute__((always_inline)) ptrdiff_t
structure_write(uint64_t marks, uint64_t unclean, int64_t start, int64_t *to) {
  const ptrdiff_t count = __builtin_popcountll(marks);
#if defined(__AVX512VBMI2__)
  static const uint8_t twice[64] = {
      0,  2,  4,  6,  8,  10,  12,  14,  16,  18,  20,  22,  24,  26,  28,  30,
      32, 34, 36, 38, 40, 42,  44,  46,  48,  50,  52,  54,  56,  58,  60,  62,
      64, 66, 68, 70, 72, 74,  76,  78,  80,  82,  84,  86,  88,  90,  92,  94,
      96, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 118, 120, 122, 124, 126};
  const __m512i all = _mm512_loadu_si512(twice);
  __m512i places = _mm512_maskz_compress_epi8(
      marks, _mm512_mask_add_epi8(all, unclean, all, _mm512_set1_epi8(1)));
  const __m512i origin = _mm512_set1_epi64(2 * start);
  ptrdiff_t written = 0;
  // Sixteen at a time: there are seldom more, and whether there are could not be foretold of fewer.
  do {
    const __m128i some = _mm512_castsi512_si128(places);
    _mm512_storeu_si512(to + written, _mm512_add_epi64(origin, _mm512_cvtepu8_epi64(some)));
    _mm512_storeu_si512(
        to + written + 8,
        _mm512_add_epi64(origin, _mm512_cvtepu8_epi64(_mm_unpackhi_epi64(some, some))));
    places = _mm512_alignr_epi64(places, places, 2);
    written += 16;
  } while (written < count);
#else
  ptrdiff_t written = 0;
  // Four at a time: whether there is one more could not be foretold.
  while (written < count) {
    for (int step = 0; step < 4; step++) {
      const int64_t bit = marks == 0 ? 64 : __builtin_ctzll(marks);
      to[written + step] = (start + bit) << 1 | (int64_t)(unclean >> (bit & 63) & 1);
      marks &= marks - 1;
    }
    written += 4;
  }
#endif
  return count;
}

#endif
