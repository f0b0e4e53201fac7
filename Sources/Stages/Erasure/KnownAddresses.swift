import Consent
import Pipeline
import Store
import Table

/// The addresses of a person, as every date of a store and the ledger have them.
struct KnownAddresses {
  /// Those that no other customer of any date has, and no message to another went to.
  let exclusive: Set<ErasureMark>
  /// Those that another customer has too.
  let shared: Set<ErasureMark>

  /// - Parameters:
  ///   - customer: nil for a person who is none.
  ///   - more: addresses that are known of the person already.
  init(
    _ runner: StageRunner, _ ledger: Ledger, _ customer: String?, also more: Set<ErasureMark>
  ) throws {
    guard let people = runner.definition.consent?.people else {
      exclusive = more
      shared = []
      return
    }
    var kinds: [(column: String, kind: ErasureMark.Kind)] = []
    for (channel, columns) in people.addresses {
      guard let kind = Channel(rawValue: channel)?.addressKinds.first?.mark else { continue }
      kinds += columns.map { ($0, kind) }
    }
    var own = more
    let number = customer.map { ByteText($0) }
    func isTheirs(_ keys: TextColumn, _ row: Int) -> Bool {
      number != nil && keys.string(row).map { ByteText($0) } == number
    }
    let files = try runner.store.dates().compactMap {
      try StageFileErasure.open(.cleanse, in: runner.store, on: $0)
    }.filter { $0.tables.contains { $0.name == people.source } }
    let columns = Set(kinds.map(\.column) + [people.key])
    for file in files {
      let table = try file.read(people.source, columns: columns)
      guard let keys = table.column(people.key)?.text else { continue }
      for row in 0..<table.rowCount where isTheirs(keys, row) {
        for (column, kind) in kinds {
          guard let value = table.column(column)?.text.string(row) else { continue }
          own.insert(ErasureMark(kind, value))
        }
      }
    }
    var others = try ledger.addresses(among: own, ofOthersThan: customer)
    for file in files where !own.isEmpty {
      let table = try file.read(people.source, columns: columns)
      guard let keys = table.column(people.key)?.text else { continue }
      for (column, kind) in kinds {
        guard let texts = table.column(column)?.text else { continue }
        let wanted = KeyIndex(
          of: TextColumn(own.filter { $0.kind == kind }.map { Optional($0.value) }))
        for row in 0..<table.rowCount {
          guard let text = texts[row], wanted.find(text) != nil, !isTheirs(keys, row) else {
            continue
          }
          others.insert(ErasureMark(kind, text.text))
        }
      }
    }
    exclusive = own.subtracting(others)
    shared = own.intersection(others)
  }
}
