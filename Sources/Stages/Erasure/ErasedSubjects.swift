import Crypto
import Pipeline
import Store
import Table

/// The hashes under which refusals of erased people are remembered, and whom today's exports name
/// that has one of them (docs/decisions/0013).
struct ErasedSubjects {
  private let code: HMAC<SHA256>

  /// - Parameter key: the store's key, in hexadecimal.
  init(key: String) { code = HMAC<SHA256>(key: SymmetricKey(data: Array(key.utf8))) }

  private static let prefix = "erased:"

  /// What stands for a subject: the same for the same kind, value and store.
  func hash(_ kind: ErasureMark.Kind, _ value: String) -> String {
    var code = begun(kind)
    code.update(data: Array(value.utf8))
    return Self.text(code.finalize())
  }

  /// The code of a value, begun with what is the same for all values of a kind.
  private func begun(_ kind: ErasureMark.Kind) -> HMAC<SHA256> {
    var code = code
    code.update(data: Array(kind.rawValue.utf8) + [0])
    return code
  }

  private static func text(_ code: HMAC<SHA256>.MAC) -> String {
    prefix + String(hexadecimal: code)
  }

  /// Remembered refusals with the hashes of subjects that are named in one of `columns` replaced by
  /// what was hashed: from there on they are refusals like any other. Hashes of whom nobody names
  /// stay and meet nobody. Without hashes in the tables nothing is asked of the columns; else
  /// O(values) with a code each, of which the first four bytes tell whether the rest is looked at.
  func resolved(
    _ tables: [RefusalKind: Table], naming columns: (ErasureMark.Kind) -> [TextColumn]
  ) -> [RefusalKind: Table] {
    var tables = tables
    for kind in ErasureMark.Kind.subjects {
      let places = Self.columns(of: kind)
      let hashed = tables.flatMap { table in
        places.compactMap { table.value.column($0)?.text }
      }.reduce(into: Set<String>()) { hashes, column in
        for row in 0..<column.count {
          guard let text = column[row], text.starts(with: Self.prefix.utf8) else { continue }
          hashes.insert(text.text)
        }
      }
      guard !hashed.isEmpty else { continue }
      let beginnings = Set(hashed.compactMap(Self.beginning))
      var values: [String: ByteView] = [:]
      let columns = columns(kind)
      let begun = begun(kind)
      for column in columns {
        for row in 0..<column.count {
          guard let text = column[row] else { continue }
          var code = begun
          code.update(data: UnsafeRawBufferPointer(text))
          let found = code.finalize()
          let beginning = found.withUnsafeBytes {
            UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self))
          }
          guard beginnings.contains(beginning) else { continue }
          let hash = Self.text(found)
          if hashed.contains(hash) { values[hash] = text }
        }
      }
      guard !values.isEmpty else { continue }
      withExtendedLifetime(columns) {
        for (name, table) in tables { tables[name] = table.replacing(values, in: places) }
      }
    }
    return tables
  }

  /// The first four bytes of the code that a hash is the text of.
  private static func beginning(_ hash: String) -> UInt32? {
    UInt32(hash.dropFirst(prefix.count).prefix(8), radix: 16)
  }

  /// The columns of remembered refusals that name a subject of a kind.
  private static func columns(of kind: ErasureMark.Kind) -> [String] {
    kind == .customer
      ? ["customer_id", "subject_customer_id"]
      : ["address_\(kind.rawValue)", "subject_\(kind.rawValue)"]
  }
}

extension Table {
  /// With other texts in the place of some in these columns.
  fileprivate func replacing(_ values: [String: ByteView], in names: [String]) -> Table {
    Table(
      name,
      columns.map { column in
        guard names.contains(column.name) else { return column }
        var texts = TextColumn()
        for row in 0..<rowCount {
          let text = column.text[row]
          texts.append(text.flatMap { values[$0.text] } ?? text)
        }
        return Column(column.name, column.type, .text(texts))
      }, rowCount: rowCount)
  }
}
