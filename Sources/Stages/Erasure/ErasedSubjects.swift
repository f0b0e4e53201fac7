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

  private static let prefix = Array("erased:".utf8)

  /// What stands for a subject: the same for the same kind, value and store.
  func hash(_ kind: ErasureMark.Kind, _ value: String) -> String {
    var value = value
    return value.withUTF8 { hash(kind, $0) }
  }

  private func hash(_ kind: ErasureMark.Kind, _ value: ByteView) -> String {
    var code = code
    code.update(data: Array(kind.rawValue.utf8) + [0])
    code.update(data: UnsafeRawBufferPointer(value))
    return "erased:" + Digest.hexadecimal(code.finalize())
  }

  /// Remembered refusals with the hashes of subjects that are named in one of `columns` replaced by
  /// what was hashed: from there on they are refusals like any other. Hashes of whom nobody names
  /// stay and meet nobody. Without hashes in the tables nothing is asked of the columns; else
  /// O(values) with a hash each.
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
          guard let text = column[row], text.starts(with: Self.prefix) else { continue }
          hashes.insert(text.text)
        }
      }
      guard !hashed.isEmpty else { continue }
      var values: [String: ByteView] = [:]
      let columns = columns(kind)
      for column in columns {
        for row in 0..<column.count {
          guard let text = column[row] else { continue }
          let hash = hash(kind, text)
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
