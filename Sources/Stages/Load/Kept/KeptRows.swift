import Pipeline
import Store
import Table

/// Rows that an earlier run has cleansed and published, to be taken over some leaves at a time.
struct KeptRows: Sendable {
  let source: CompiledSource
  let leaves: KeptLeaves
  /// Which rows of the table.
  let rows: Range<Int>
  /// The columns that are read, by their numbers.
  let columns: [Int]

  /// How many batches they come in: at least one.
  var batchCount: Int { max(1, leaves.table.groups(of: rows).count) }

  /// A batch, by its number. O(bytes); memory: its leaves, with what their rows have in other pages.
  func batch(_ number: Int) throws(DamagedKeptRows) -> KeptBatch {
    let groups = leaves.table.groups(of: rows)
    guard !groups.isEmpty else { return KeptBatch(rows: rows, columns: noRows, leaves: nil) }
    do {
      let leaves = try leaves.group(
        groups.lowerBound + number, isShared: self.rows.count < leaves.table.rowCount)
      let rows = leaves.rows.clamped(to: self.rows)
      return KeptBatch(
        rows: rows, columns: try columns(of: leaves, rows),
        leaves: TakenRows(leaves: leaves, rows: self.rows))
    } catch {
      throw damage
    }
  }

  /// By the numbers of the source's columns: those that are read.
  private func columns(of leaves: StoredLeaves, _ rows: Range<Int>) throws -> [LoadedColumn?] {
    guard !columns.isEmpty else { return noRows }
    let names = Set(columns.map { source.columns[$0].name })
    let read = try leaves.table(of: rows, columns: names)
    return loaded { read[$0.name].values }
  }

  /// The columns that are read, without a row.
  private var noRows: [LoadedColumn?] {
    loaded { $0.type.isText ? .text(TextColumn()) : .numbers([]) }
  }

  private func loaded(_ values: (CompiledColumn) -> ColumnValues) -> [LoadedColumn?] {
    source.columns.indices.map { index in
      columns.contains(index) ? LoadedColumn(values(source.columns[index])) : nil
    }
  }

  private var damage: DamagedKeptRows { DamagedKeptRows(source: source.definition.name) }
}

/// Some rows that are taken over.
struct KeptBatch {
  /// Which rows of the table.
  let rows: Range<Int>
  let columns: [LoadedColumn?]
  let leaves: TakenRows?
}

/// Leaves of the table that rows are taken from.
struct TakenRows: Sendable {
  let leaves: StoredLeaves
  /// All rows that are taken one after another, in these leaves and others.
  let rows: Range<Int>
}

/// What was to be taken over is not what was written: the source is to be read.
struct DamagedKeptRows: Error {
  let source: String
}
