import Stages
import Store
import TestSupport
import Testing

@Suite("A person who is erased in part")
struct UnfinishedErasureTests {
  @Test(
    "is erased to the end by the next attempt, and a run between the two is not refused",
    arguments: [
      // Where the ledger refuses: the second date's manifest, the rows, the stage files, the end.
      "UPDATE ON days WHEN NEW.business_date = '2026-11-22'", "DELETE ON sends",
      "INSERT ON runs WHEN NEW.business_date = '2026-11-22'", "DELETE ON erasing_digests",
    ], [false, true])
  func halfway(_ place: String, _ runsBetween: Bool) throws {
    let (club, store) = try Club.refusing()
    let other = try TemporaryFolder()
    for (name, bytes) in try store.files() { try other.write(name, bytes) }
    _ = try club.erase(other)

    let database = try SQLDatabase("\(store.path)/ledger.sqlite")
    try database.execute("CREATE TRIGGER stop BEFORE \(place) BEGIN SELECT RAISE(ABORT, ''); END")
    #expect(throws: (any Error).self) { try club.erase(store) }
    #expect(try club.shop.runner(store).status(asOf: Club.days[1]).needsAttention)
    try database.execute("DROP TRIGGER stop")
    if runsBetween {
      _ = try club.run(other, on: Club.days[2])
      _ = try club.run(store, on: Club.days[2])
      _ = try club.erase(other)
    }
    let erasure = try club.erase(store)
    #expect(erasure.left == [])
    #expect(try store.files(with: ["P1", "p1@example.jp"]) == [])
    // What a run between the two read of them is found by what is known of them then.
    let earlier: (String) -> Bool = { !$0.contains("2026-11-23") }
    let resumed = try store.published().filter { earlier($0.key) }
    let whole = try other.published().filter { earlier($0.key) }
    #expect(resumed.keys.sorted() == whole.keys.sorted())
    let differing: [String] = resumed.filter { whole[$0.key] != $0.value }.keys.sorted()
    #expect(differing.isEmpty, "\(differing)")
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
  }

  @Test("is looked for again while something of them is left")
  func left() throws {
    let (club, store) = try Club.refusing()
    try store.write("2026-11-21/notes.txt", "p1@example.jp has called")
    #expect(try club.erase(store).left == ["2026-11-21/notes.txt"])
    #expect(try club.shop.runner(store).status(asOf: Club.days[1]).needsAttention)
    #expect(try club.erase(store).left == ["2026-11-21/notes.txt"])
    try store.remove("2026-11-21/notes.txt")
    #expect(try club.erase(store).left == [])
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
    #expect(try store.files(with: ["P1\"", "p1@example.jp"]) == [])
  }
}
