import Glibc
import Table
import TestSupport
import Testing

@testable import Store

@Suite("Publishing a file")
struct PublishTests {
  private static let table = Table("t", [Column("a", texts: ["new"])])

  private func write(_ writer: some StageFileWriter) throws {
    try writer.add(Self.table, TableDescription(of: Self.table))
    try writer.publish()
  }

  @Test("replaces the old file and leaves nothing beside it")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("2026-11-21/clean.sqlite")
    try write(BulkStageWriter(path: path))
    let first = TemporaryFolder.read(path)
    try write(SQLStageWriter(path: path))
    #expect(TemporaryFolder.read(path) != first)
    try write(BulkStageWriter(path: path))
    #expect(TemporaryFolder.read(path) == first)
    #expect(folder.names(in: "2026-11-21") == ["clean.sqlite"])
  }

  @Test("a writer that is let go leaves the old file as it was", arguments: [false, true])
  func letGo(isBulk: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    TemporaryFolder.write(Array("old".utf8), to: path)
    do {
      let writer: any StageFileWriter =
        isBulk ? try BulkStageWriter(path: path) : try SQLStageWriter(path: path)
      try writer.add(Self.table, TableDescription(of: Self.table))
      #expect(folder.names() == [".t.sqlite.aside", "t.sqlite"])
    }
    #expect(folder.names() == ["t.sqlite"])
    #expect(TemporaryFolder.read(path) == Array("old".utf8))
  }

  @Test("a full disk leaves the old file as it was and says so", arguments: [false, true])
  func fullDisk(isInBackground: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    TemporaryFolder.write(Array("old".utf8), to: path)
    let aside = AsideFile(replacing: path, descriptor: open("/dev/full", O_RDWR))
    let writer = try BulkStageWriter(aside, pageSize: 16384, isInBackground: isInBackground)
    let error = #expect(throws: StoreError.self) { try write(writer) }
    #expect(error?.code == .noSpace)
    #expect(error?.isTemporary == true)
    #expect(TemporaryFolder.read(path) == Array("old".utf8))
  }

  @Test("pages written in the background make the same file")
  func background() throws {
    let folder = try TemporaryFolder()
    // More than one buffer of pages.
    let texts = (0..<40_000).map { "\($0) " + String(repeating: "あ", count: 20) }
    let table = Table("t", [Column("text", texts: texts)])
    for threads in [1, 2] {
      let writer = try BulkStageWriter(path: folder.file("\(threads)"), threads: threads)
      try writer.add(table, TableDescription(of: table))
      try writer.publish()
    }
    let bytes = TemporaryFolder.read(folder.file("1"))
    #expect(bytes.count > 2 << 20)
    #expect(bytes == TemporaryFolder.read(folder.file("2")))
  }

  @Test("a dead run's temporary file is removed by the next writer and by the lock")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let store = StoreFolder(folder.path)
    let path = store.stageFile("clean", on: 20000)
    try write(BulkStageWriter(path: path))
    let date = CalendarDay.text(20000)
    for name in [".clean.sqlite.aside", ".marts.sqlite.aside"] {
      TemporaryFolder.write([1, 2, 3], to: folder.file("\(date)/\(name)"))
    }
    TemporaryFolder.write([1], to: folder.file("\(date)/.clean.sqlite.aside-journal"))
    try write(BulkStageWriter(path: path))
    #expect(folder.names(in: date) == [".marts.sqlite.aside", "clean.sqlite"])
    let lock = try store.lock()
    #expect(folder.names(in: date) == ["clean.sqlite"])
    withExtendedLifetime(lock) {}
  }

  @Test("a journal beside the old file is not played into the new one")
  func journal() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    for ending in ["-journal", "-wal", "-shm"] { TemporaryFolder.write([1], to: path + ending) }
    try write(BulkStageWriter(path: path))
    #expect(folder.names() == ["t.sqlite"])
  }

  @Test("a rename that fails leaves nothing behind")
  func renameFails() throws {
    let folder = try TemporaryFolder()
    // A folder in the place of the file cannot be replaced by a file.
    let path = folder.file("t.sqlite")
    TemporaryFolder.createFolder(path)
    do {
      let writer = try BulkStageWriter(path: path)
      let error = #expect(throws: StoreError.self) { try write(writer) }
      #expect(error?.code == .io)
    }
    #expect(folder.names() == ["t.sqlite"])
  }

  @Test("a folder that cannot be made is an error that names it")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    TemporaryFolder.write([], to: folder.file("file"))
    let error = #expect(throws: StoreError.self) {
      try BulkStageWriter(path: folder.file("file/t.sqlite"))
    }
    #expect(error?.code == .io)
  }
}
