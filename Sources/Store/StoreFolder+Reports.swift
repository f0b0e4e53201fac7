import Table

extension StoreFolder {
  /// `<store>/reports/<D>.html`.
  public func report(on date: Int64) -> String {
    "\(path)/reports/\(CalendarDay.text(date)).html"
  }

  /// Puts a text in the place of a file, whole or not at all: written beside it, synced, renamed.
  /// Nothing else that lies there is touched. Of two at once on one path one fails; inside a store
  /// hold its lock.
  /// - Throws: `noSpace`, `io`, and `missing` if the folder cannot be.
  public static func write(_ text: String, to path: String) throws(StoreError) {
    let file = try AsideFile(replacing: path, isDatabase: false)
    var text = text
    let failure: StoreError? = text.withUTF8 { bytes in
      do throws(StoreError) {
        try FileSystem.write(
          UnsafeRawBufferPointer(bytes), to: file.descriptor, path: file.temporaryPath)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    try file.publish()
  }
}
