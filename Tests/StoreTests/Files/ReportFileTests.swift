import Store
import TestSupport
import Testing

@Suite("A report of a store")
struct ReportFileTests {
  @Test("takes the place of the one that was there, and leaves nothing beside it")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = StoreFolder(folder.file("store")).report(on: 20_000)
    #expect(path == folder.file("store/reports/2024-10-04.html"))
    for text in ["first", "二番目"] {
      try StoreFolder.write(text, to: path)
      #expect(TemporaryFolder.read(path) == Array(text.utf8))
    }
    #expect(folder.names(in: "store/reports") == ["2024-10-04.html"])
  }

  @Test("leaves what lies beside it, be it named like a journal")
  func beside() throws {
    let folder = try TemporaryFolder()
    let names = ["r.html-journal", "r.html-shm", "r.html-wal", ".r.html.aside-journal"]
    for name in names { TemporaryFolder.write([1], to: folder.file(name)) }
    try StoreFolder.write("text", to: folder.file("r.html"))
    #expect(folder.names() == (names + ["r.html"]).sorted())
  }

  @Test("is refused where no folder can be")
  func refused() throws {
    let folder = try TemporaryFolder()
    try StoreFolder.write("a file", to: folder.file("file"))
    let error = #expect(throws: StoreError.self) {
      try StoreFolder.write("text", to: folder.file("file/report.html"))
    }
    #expect(error?.code == .io)
  }
}
