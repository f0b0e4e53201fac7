import Ingest

/// A broken export: a function of the seed, the case's number and the sound exports alone.
struct Mutant {
  let original: SeedExport
  let format: ExportFormat
  /// The file as it lies in the landing directory.
  let stored: [UInt8]
  let unpacking: Unpacking
  /// How it was broken.
  let kinds: [String]

  /// What must come of opening it.
  enum Unpacking {
    case content([UInt8])
    /// One of these errors; so many bytes could be unpacked but for the limit.
    case refused([GzipFault], unpacked: Int)
    /// It may be opened, or refused with any of the errors.
    case unknown
  }

  /// For direct reading: a few records or all, in any encoding, perhaps packed.
  init(_ original: SeedExport, _ random: inout Random) {
    var format = original.source.format
    var bytes = original.bytes
    switch random.below(10) {
    case 0:
      bytes = Self.piece(of: original.utf8, after: format, &random)
      format.encoding = .utf8
      if random.chance(50) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
    case 1, 2:
      bytes = Self.piece(of: original.utf8, after: format, &random)
      let units = (random.chance(80) ? [0xFEFF] : []) + String(decoding: bytes, as: UTF8.self).utf16
      bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      format.encoding = .utf16le
    default:
      if random.chance(96) { bytes = Self.piece(of: bytes, after: format, &random) }
    }
    self.init(original, format, bytes, mutations: 1 + random.below(4), autoPercent: 20, &random)
  }

  /// For a run of the stages: the export as it is declared, broken once or twice.
  init(whole original: SeedExport, _ random: inout Random) {
    self.init(
      original, original.source.format, original.bytes, mutations: 1 + random.below(2),
      autoPercent: 0, &random)
  }

  /// In so many percent of cases the reader is to find out the encoding.
  private init(
    _ original: SeedExport, _ format: ExportFormat, _ bytes: [UInt8], mutations: Int,
    autoPercent: Int, _ random: inout Random
  ) {
    let encoding: TextEncoding =
      switch format.encoding {
      case .utf8, .auto: .utf8
      case .cp932: .cp932
      case .utf16le: .utf16le
      }
    var text = MutableText(bytes, encoding, delimiter: format.delimiter.byte)
    if random.chance(80) { text.protect(lines: 1 + format.skippedLines) }
    let chosen = (0..<mutations).map { _ in Mutation.random(&random) }
    for mutation in chosen { mutation.apply(to: &text, &random) }
    var kinds = chosen.map(\.rawValue)
    if random.chance(12) {
      let damage = GzipDamage.random(&random)
      kinds.append(damage.rawValue)
      (stored, unpacking) = damage.pack(text.bytes, &random)
    } else {
      stored = text.bytes
      unpacking = text.bytes.starts(with: [0x1F, 0x8B]) ? .unknown : .content(text.bytes)
    }
    self.original = original
    self.kinds = kinds
    var format = format
    if random.chance(autoPercent) { format.encoding = .auto }
    self.format = format
  }

  /// The lines up to the header and up to forty of those after it.
  private static func piece(
    of bytes: [UInt8], after format: ExportFormat, _ random: inout Random
  ) -> [UInt8] {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let body = min(lines.count, 1 + format.skippedLines)
    let first = body + random.below(max(1, lines.count - body))
    let last = min(lines.count, first + 1 + random.below(40))
    return Array((lines[..<body] + lines[min(first, last)..<last]).joined(separator: [0x0A]))
  }
}
