import Synchronization
import Table

/// Where the texts of a table's runs lie that are all kept until the last is read.
///
/// A thread that reads a run goes on where another has left off, so that no memory lies idle between
/// the texts of two runs, and texts that come again share their bytes across runs.
final class TextPool: Sendable {
  private let description: TableDescription
  private let columns: Set<String>
  private let idle = Mutex<[[RecentTexts?]]>([])

  init(_ description: TableDescription, _ columns: Set<String>) {
    self.description = description
    self.columns = columns
  }

  /// For each column where its texts go, nil for a column without texts or that is not wanted. For
  /// one thread, until it gives them back.
  func take() -> [RecentTexts?] {
    idle.withLock { $0.popLast() } ?? RecentTexts.columns(of: description, only: columns)
  }

  func giveBack(_ texts: [RecentTexts?]) { idle.withLock { $0.append(texts) } }
}

extension RecentTexts {
  /// One for each column that holds texts and is wanted.
  static func columns(of description: TableDescription, only: Set<String>?) -> [RecentTexts?] {
    description.columns.map { column in
      column.type.isText && only?.contains(column.name) ?? true ? RecentTexts() : nil
    }
  }
}
