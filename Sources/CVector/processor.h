// What the program is built for, beside what it runs on.

#ifndef CVECTOR_PROCESSOR_H
#define CVECTOR_PROCESSOR_H

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

// For a function of its own that needs no newer instructions, whatever the program is built with.
#if defined(__x86_64__)
#define PROCESSOR_ANY __attribute__((noinline, target("arch=x86-64,no-avx")))
#else
#define PROCESSOR_ANY
#endif

// Ends the program with one clear error if it is built with instructions that the processor lacks, which would
// end it anywhere else without a word. To be called before all else. Asks for one instruction set of each level.
static inline PROCESSOR_ANY void processor_check(void) {
  const char *lacks = NULL;
#if defined(__SSE4_2__)
  if (!__builtin_cpu_supports("sse4.2")) lacks = "SSE4.2";
#endif
#if defined(__BMI2__)
  if (!__builtin_cpu_supports("bmi2")) lacks = "BMI2";
#endif
#if defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2")) lacks = "AVX2";
#endif
#if defined(__AVX512BW__)
  if (!__builtin_cpu_supports("avx512bw")) lacks = "AVX-512";
#endif
#if defined(__AVX512VBMI2__)
  if (!__builtin_cpu_supports("avx512vbmi2")) lacks = "AVX-512 with VBMI2";
#endif
  if (lacks == NULL) return;
  dprintf(
      STDERR_FILENO,
      "meibo: error: this processor lacks %s, which this program is built with\n"
      "  help: build it on this machine, or with 'make release CPU=' for every x86-64 processor\n",
      lacks);
  _exit(EX_UNAVAILABLE);
}

#endif
