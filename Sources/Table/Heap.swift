import CMalloc

/// The C library's heap, where arrays and objects lie.
public enum Heap {
  /// Makes the heap keep what is given back, and hand it out again, for the rest of the process.
  ///
  /// By itself it returns every large array to the system at once, which then clears the same pages
  /// for the next: for columns that come and go that cost more than a tenth of a stage.
  public static func keepWhatIsFreed() {
    mallopt(M_MMAP_MAX, 0)
    mallopt(M_TRIM_THRESHOLD, CInt.max)
  }
}
