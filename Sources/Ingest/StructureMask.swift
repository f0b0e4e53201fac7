import CVector
import Table

/// Which of 64 bytes matter to the structure of a file: one bit a byte, the first byte lowest.
struct StructureMask {
  /// Quotes, delimiters and line feeds.
  let marks: UInt64
  /// Bytes that are not plain ASCII text: over 0x7F, or NUL.
  let unclean: UInt64

  /// The masks of the 64 bytes at `pointer`. `delimiter` is ASCII.
  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>, delimiter: UInt8) {
    let masks = structure_masks_of(pointer, delimiter)
    marks = masks.marks
    unclean = masks.unclean
  }
}
