// Memory that will be wanted soon.

#ifndef CVECTOR_PREFETCH_H
#define CVECTOR_PREFETCH_H

// Has the processor fetch what lies at `place`, without waiting for it.
static inline __attribute__((always_inline)) void prefetch(const void *place) {
  __builtin_prefetch(place);
}

#endif
