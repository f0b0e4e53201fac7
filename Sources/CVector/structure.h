// Comparisons of many bytes at once, which Swift's SIMD types compile to loops over their lanes.

#ifndef CVECTOR_STRUCTURE_H
#define CVECTOR_STRUCTURE_H

#include <stdint.h>

// One bit for each of 64 bytes, the first byte lowest.
struct structure_masks {
  // Quotes, delimiters and line feeds.
  uint64_t marks;
  // Bytes over 0x7F, and NUL.
  uint64_t unclean;
};

#if defined(__SSE2__)

#include <emmintrin.h>

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

#endif
