/// How much memory reading may take: the formula of docs/reading-exports.md.
enum Allowance {
  private static let constant = 4 << 20
  /// A header is kept as names, and a record as places of fields: a byte may be a column.
  private static let perHeaderByte = 64

  /// To open a file: it as it lies there and, if it is packed, its content.
  static func opening(stored: Int, unpacked: Int) -> Int { stored + unpacked + constant }

  /// To open it and read it all. Room for packed content whose size is not told in time doubles
  /// until it is enough, and is copied then.
  static func reading(stored: Int, unpacked: Int, header: Int, isUTF16: Bool) -> Int {
    let content = (isUTF16 ? unpacked * 5 / 2 : unpacked) + (stored > 0 ? unpacked * 2 : 0)
    return stored + content + header * perHeaderByte + constant
  }

  /// To run the stages ingest and cleanse on exports of so many bytes, unpacked. `header` is the
  /// length of the headers that sound exports do not have: each may be a row that is published.
  static func stages(unpacked: Int, header: Int) -> Int {
    unpacked * 4 + header * 256 + (32 << 20)
  }
}
