import Store
import Table
import TestSupport
import Testing

@Suite("A store folder")
struct StoreFolderTests {
  @Test("says where things lie")
  func layout() {
    let store = StoreFolder("/s")
    let date = CalendarDay.number(year: 2026, month: 11, day: 21)
    #expect(store.stageFile("marts", on: date) == "/s/2026-11-21/marts.sqlite")
    #expect(store.ledger == "/s/ledger.sqlite")
    #expect(store.manifests == "/s/manifests")
  }

  @Test("lists the business dates that have a folder")
  func dates() throws {
    let folder = try TemporaryFolder()
    let store = StoreFolder(folder.path)
    for date: Int64 in [20001, 20000] {
      try BulkStageWriter(path: store.stageFile("raw", on: date)).publish()
    }
    TemporaryFolder.write([], to: folder.file("2026-02-30"))
    #expect(try store.dates() == [20000, 20001])
    #expect(try StoreFolder(folder.file("nothing")).dates() == [])
    let error = #expect(throws: StoreError.self) { try StoreFolder("/dev/null").dates() }
    #expect(error?.code == .io)
  }

  @Test("is held by one run at a time, and free again after it")
  func lock() throws {
    let folder = try TemporaryFolder()
    let store = StoreFolder(folder.file("deep/store"))
    var held: StoreLock? = try store.lock()
    let error = #expect(throws: StoreError.self) { try store.lock() }
    #expect(error?.code == .locked)
    #expect(error?.isTemporary == true)
    withExtendedLifetime(held) {}
    held = nil
    #expect(throws: Never.self) { try store.lock() }
  }
}
