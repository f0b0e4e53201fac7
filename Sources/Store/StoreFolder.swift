import Table

/// Where the files of a store lie (docs/store.md).
public struct StoreFolder: Sendable, Equatable {
  /// As it was given, absolute or not.
  public let path: String

  /// Nothing is created or looked at.
  public init(_ path: String) { self.path = path }

  /// `<store>/<D>`.
  public func folder(of date: Int64) -> String { "\(path)/\(CalendarDay.text(date))" }

  /// `<store>/<D>/<stage>.sqlite`.
  public func stageFile(_ stage: String, on date: Int64) -> String {
    "\(folder(of: date))/\(stage).sqlite"
  }

  /// `<store>/manifests`.
  public var manifests: String { "\(path)/manifests" }

  /// `<store>/ledger.sqlite`.
  public var ledger: String { "\(path)/ledger.sqlite" }

  /// The business dates that have a folder, ascending. O(entries).
  /// - Throws: `io` if the store cannot be listed; of one that is not there the dates are none.
  public func dates() throws(StoreError) -> [Int64] {
    try FileSystem.entries(of: path).compactMap(CalendarDay.parse)
  }

  /// The business dates that have a manifest folder, ascending. O(entries).
  /// - Throws: as `dates`.
  public func manifestDates() throws(StoreError) -> [Int64] {
    try FileSystem.entries(of: manifests).compactMap(CalendarDay.parse)
  }

  /// Removes the stage files of a date with their folder; what else lies in the folder keeps it.
  /// The ledger and the manifests are not touched. Call it with the store locked.
  /// - Returns: how many bytes the removed files had.
  /// - Throws: `io`.
  public func removeStageFiles(of date: Int64) throws(StoreError) -> Int {
    let folder = folder(of: date)
    var bytes = 0
    for name in try FileSystem.entries(of: folder) where name.hasSuffix(".sqlite") {
      let path = "\(folder)/\(name)"
      bytes += FileSystem.size(of: path)
      try FileSystem.remove(path)
    }
    FileSystem.removeEmptyFolder(folder)
    try FileSystem.syncFolder(path)
    return bytes
  }

  /// Takes the store for this process alone, creating it if it is not there, and removes the
  /// temporary files of runs that died.
  ///
  /// The lock lasts until the result is released or the process ends, however it ends. Readers do
  /// not need it: a published file is replaced whole.
  /// - Throws: `locked` at once if another process, or another lock of this one, holds it.
  public func lock() throws(StoreError) -> StoreLock {
    try FileSystem.createFolder(path)
    let lock = try StoreLock(path: "\(path)/.lock")
    try TrialFolder.clear(self)
    for date in try dates() {
      let folder = folder(of: date)
      for name in try FileSystem.entries(of: folder)
      where name.hasPrefix(".") && name.hasSuffix(AsideFile.suffix) {
        try FileSystem.remove("\(folder)/\(name)")
      }
    }
    return lock
  }
}
