import CIsal
public import Table

/// CRC-32 (ISO 3309, as gzip has it): tells bytes that were damaged or altered by other means than
/// ours, not those of somebody who means to deceive.
public enum Checksum {
  /// Of bytes, or of those that gave `before` and these behind them. O(bytes).
  public static func of(_ bytes: ByteView, after before: UInt32 = 0) -> UInt32 {
    guard let base = bytes.baseAddress else { return before }
    return crc32_gzip_refl(before, base, UInt64(bytes.count))
  }
}
