/// The first hundred bytes of an SQLite file, as this program writes them
/// (https://www.sqlite.org/fileformat2.html, "The database header").
enum DatabaseHeader {
  static let size = 100

  /// Marks the file as ours: "MEIB". `file` and other tools show it.
  static let applicationID = 0x4D45_4942
  /// The version of the layout of stage files (`PRAGMA user_version`): that of a file whose tables
  /// all hold their columns themselves.
  static let layoutVersion = 1
  /// The version of a file with tables in parts, which earlier programs cannot read.
  static let partedLayoutVersion = 2
  /// The file change counter of a file that nobody has altered since it was published.
  static let untouchedCounter = 1
  /// The version of SQLite whose format it is; constant so that equal tables give equal bytes.
  static let formatVersion = 3_040_001

  static let magic: [UInt8] = Array("SQLite format 3".utf8) + [0]

  /// Where a number lies, and its width.
  struct Field {
    let offset: Int
    let width: Int
    static let pageSize = Field(offset: 16, width: 2)
    static let changeCounter = Field(offset: 24, width: 4)
    static let pageCount = Field(offset: 28, width: 4)
    static let freePages = Field(offset: 36, width: 4)
    static let encoding = Field(offset: 56, width: 4)
    static let userVersion = Field(offset: 60, width: 4)
    static let applicationID = Field(offset: 68, width: 4)
    static let validFor = Field(offset: 92, width: 4)
  }

  /// Fills the first hundred bytes of page 1.
  static func write(
    _ page: UnsafeMutablePointer<UInt8>, pageSize: Int, pageCount: Int, layoutVersion: Int
  ) {
    page.update(repeating: 0, count: size)
    for (index, byte) in magic.enumerated() { page[index] = byte }
    func put(_ field: Field, _ value: Int) {
      BigEndian.write(Int64(value), width: field.width, page + field.offset)
    }
    put(.pageSize, pageSize == 65536 ? 1 : pageSize)
    page[18] = 1  // written and
    page[19] = 1  // read with a rollback journal
    page[21] = 64  // the payload fractions are fixed
    page[22] = 32
    page[23] = 32
    put(.changeCounter, untouchedCounter)
    put(.pageCount, pageCount)
    put(Field(offset: 40, width: 4), 1)  // schema cookie
    put(Field(offset: 44, width: 4), 4)  // schema format
    put(.encoding, 1)  // UTF-8
    put(.userVersion, layoutVersion)
    put(.applicationID, applicationID)
    put(.validFor, untouchedCounter)
    put(Field(offset: 96, width: 4), formatVersion)
  }

  /// The number of a field of page 1.
  static func read(_ field: Field, _ page: UnsafePointer<UInt8>) -> Int {
    BigEndian.read(page + field.offset, width: field.width)
  }
}
