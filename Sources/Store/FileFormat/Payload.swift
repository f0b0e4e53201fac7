/// How much of a payload lies in its cell, and how much in a chain of overflow pages
/// (https://www.sqlite.org/fileformat2.html, "Cell payload overflow pages").
struct PayloadLimit: Equatable {
  /// The page size: no bytes of a page are reserved.
  let usable: Int
  /// The most that a cell holds without overflow.
  let most: Int
  /// The least that a cell holds with overflow.
  let least: Int

  /// The limits in the leaves of a table.
  static func table(pageSize: Int) -> PayloadLimit {
    PayloadLimit(usable: pageSize, most: pageSize - 35)
  }

  /// The limits in an index: at least four cells fit a page.
  static func index(pageSize: Int) -> PayloadLimit {
    PayloadLimit(usable: pageSize, most: (pageSize - 12) * 64 / 255 - 23)
  }

  private init(usable: Int, most: Int) {
    self.usable = usable
    self.most = most
    least = (usable - 12) * 32 / 255 - 23
  }

  /// How many bytes of a payload of `total` bytes its cell holds.
  @inline(__always)
  func local(_ total: Int) -> Int {
    if total <= most { return total }
    let fitted = least + (total - least) % (usable - 4)
    return fitted <= most ? fitted : least
  }
}

/// The longest record that SQLite reads (SQLITE_MAX_LENGTH of an ordinary build).
let longestRecord = 1_000_000_000
