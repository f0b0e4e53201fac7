import Table

/// The signs that `Fold` spells out, by code point.
///
/// One flat table over U+2100–33FF: an entry is 24 bits of offset and 8 of length into `bytes`, or
/// 0 for a sign that stays. 20 KB, built once.
struct FoldTable: Sendable {
  static let shared = FoldTable()

  /// Enclosed and squared company marks.
  private static let companyMarks: StaticString = """
    ㈱=(株) ㈲=(有) ㈳=(社) ㈶=(財) ㈻=(学) ㈼=(監) ㈽=(企) ㈾=(資) ㈿=(協) ㈴=(名)
    ㊑=(株) ㊒=(有) ㍿=株式会社 ㏍=K.K.
    """

  private static let first: UInt32 = 0x2100
  private static let last: UInt32 = 0x33FF

  private var entries: [UInt32]
  private var bytes: [UInt8] = [0]

  private init() {
    entries = Array(repeating: 0, count: Int(FoldTable.last - FoldTable.first) + 1)
    add(FoldTable.companyMarks)
    add(generatedFoldPairs)
  }

  private mutating func add(_ pairs: StaticString) {
    let source = ByteView(start: pairs.utf8Start, count: pairs.utf8CodeUnitCount)
    var at = 0
    while at < source.count {
      let (sign, length) = source.scalar(at: at)
      at += length
      guard !isWhiteSpace(sign) else { continue }
      at += 1
      let start = bytes.count
      while at < source.count, source[at] > 0x20 {
        bytes.append(source[at])
        at += 1
      }
      entries[Int(sign - FoldTable.first)] = UInt32(start) << 8 | UInt32(bytes.count - start)
    }
  }

  /// Adds the spelling of a sign; false if the sign stays as it is.
  func append(_ scalar: UInt32, to buffer: ByteBuffer) -> Bool {
    guard scalar >= FoldTable.first, scalar <= FoldTable.last else { return false }
    let entry = entries[Int(scalar - FoldTable.first)]
    guard entry != 0 else { return false }
    let start = Int(entry >> 8)
    for index in start..<start + Int(entry & 0xFF) { buffer.append(bytes[index]) }
    return true
  }
}
