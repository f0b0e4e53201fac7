extension String {
  /// Bytes in hexadecimal, two lower-case digits each.
  public init(hexadecimal bytes: some Sequence<UInt8>) {
    let text = ByteBuffer(capacity: 2 * bytes.underestimatedCount)
    for byte in bytes {
      text.append(hexDigit: byte >> 4)
      text.append(hexDigit: byte & 15)
    }
    self = text.text
  }
}
