extension ByteBuffer {
  /// Makes room for `most` more bytes and hands it to `write`, which fills it from its start and
  /// returns how many bytes it wrote, `most` at most.
  @inlinable
  public func append(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    reserve(most)
    length += write(base + length)
  }
}
