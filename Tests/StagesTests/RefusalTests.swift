import Glibc
import Pipeline
import Stages
import Store
import TestSupport
import Testing

/// Something wrong with a run, what it is refused with, and with which exit code (sysexits.h).
struct Refusal: Sendable, CustomTestStringConvertible {
  let what: String
  let exitCode: Int32
  /// What the message says, in part.
  let message: String
  /// Spoils the exports or definitions, or goes part of the way, before the run.
  var prepare: @Sendable (Shop, TemporaryFolder) throws -> Void = { _, _ in }
  var run: @Sendable (Shop, TemporaryFolder) throws -> Void = { shop, store in
    try shop.run(store)
  }

  var testDescription: String { what }
}

@Suite("What is refused")
struct RefusalTests {
  @Test("bad exports stop the run in one go and leave the store as it was", arguments: exports)
  func inOneGo(_ refusal: Refusal) throws { try check(refusal) }

  @Test(
    "bad exports stop ingest alone and leave the store as it was", arguments: exports)
  func oneByOne(_ refusal: Refusal) throws {
    var refusal = refusal
    refusal.run = { shop, store in try shop.run([.ingest], store) }
    try check(refusal)
  }

  @Test("a bad definition, secret or parameter stops the run before anything", arguments: setups)
  func setup(_ refusal: Refusal) throws { try check(refusal) }

  @Test("a stage that does not follow from the one before it is refused", arguments: orders)
  func order(_ refusal: Refusal) throws { try check(refusal) }

  /// The store holds the date before; it and everything prepared is still the same afterwards.
  private func check(_ refusal: Refusal) throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store, on: Shop.date - 1)
    try refusal.prepare(shop, store)
    let before = try store.files()
    let failure = try #require(Self.failure { try refusal.run(shop, store) })
    #expect(failure.exitCode == refusal.exitCode, "\(failure.message)")
    #expect(failure.message.contains(refusal.message), "\(failure.message)")
    let after = try store.files()
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after == before)
  }

  /// What the command would exit with and say.
  private static func failure(_ body: () throws -> Void) throws -> (
    exitCode: Int32, message: String
  )? {
    do {
      try body()
      return nil
    } catch let error as DefinitionError {
      return (78, "\(error)")
    } catch let error as PipelineFolderError {
      return (78, "\(error)")
    } catch let error as StageError {
      #expect(!error.message.contains("\n"))
      return (error.kind.rawValue, "\(error)")
    } catch let error as StoreError {
      return (error.isTemporary ? 75 : 65, "\(error)")
    }
  }

  private static let exports: [Refusal] = [
    Refusal(
      what: "a header is missing", exitCode: 65,
      message: "'orders.csv' lacks the header 'ok'; it has 'order', 'at', 'person', 'mail'",
      prepare: { shop, _ in try shop.exports.write("orders.csv", "order,at,person,mail,amount\n") }),
    Refusal(
      what: "there is no file", exitCode: 65, message: "for source 'orders' (orders*.csv*)",
      prepare: { shop, _ in try shop.exports.remove("orders.csv") }),
    Refusal(
      what: "a folder stands in the file's place", exitCode: 65,
      message: "for source 'orders' (orders*.csv*)",
      prepare: { shop, _ in
        try shop.exports.remove("orders.csv")
        try shop.exports.write("orders.csv/inside.txt", "")
      }),
    Refusal(
      what: "a pipe stands in the file's place", exitCode: 65,
      message: "'orders.csv' is not a regular file",
      prepare: { shop, _ in
        try shop.exports.remove("orders.csv")
        #expect(mkfifo(shop.exports.path + "/orders.csv", 0o600) == 0)
      }),
    Refusal(
      what: "a link leads nowhere", exitCode: 65, message: "cannot read 'orders-2.csv'",
      prepare: { shop, _ in
        #expect(symlink("nowhere", shop.exports.path + "/orders-2.csv") == 0)
      }),
    Refusal(
      what: "a link leads out of the folder", exitCode: 65,
      message: "'orders-2.csv' leads out of the exports folder",
      prepare: { shop, _ in
        #expect(
          symlink(shop.pipeline.path + "/pipeline.yml", shop.exports.path + "/orders-2.csv") == 0)
      }),
    Refusal(
      what: "the records are of another encoding", exitCode: 65,
      message: "3 of 3 records cannot be read (bad_encoding 3), more than max_quarantined 0.01; "
        + "first: 'orders.csv' record 1 at byte 36 (bad_encoding), 'orders.csv' record 2 at byte 74 "
        + "(bad_encoding), 'orders.csv' record 3 at byte 112 (bad_encoding)\n"
        + "  help: is its encoding really 'utf-8'?",
      prepare: { shop, _ in
        // 山田 in CP932.
        let record = Array("1,2026-11-20,P1,a@example.jp,1,5,".utf8) + [0x8E, 0x52, 0x93, 0x63, 10]
        try shop.exports.write(
          "orders.csv",
          Array("order,at,person,mail,ok,amount,note\n".utf8) + record + record + record)
      }),
    Refusal(
      what: "the header is of another encoding", exitCode: 65,
      message: "the header row of 'people-1.csv' cannot be read: bad_encoding",
      prepare: { shop, _ in
        try shop.exports.write("people-1.csv", [0x8E, 0x52, 0x93, 0x63, 10, 0x31, 10])
      }),
    Refusal(
      what: "too many records are broken", exitCode: 65,
      message: "source 'orders': 1 of 2 records cannot be read (field_count 1)",
      prepare: { shop, _ in
        try shop.exports.write(
          "orders.csv", "order,at,person,mail,ok,amount\n1,2026-11-20,P1,,,\n2,2026-11-20\n")
      }),
    Refusal(
      what: "gzip data are cut short", exitCode: 65, message: "the gzip data of 'orders.csv'",
      prepare: { shop, _ in try shop.exports.write("orders.csv", [0x1F, 0x8B, 8, 0, 0, 0]) }),
  ]

  private static let setups: [Refusal] = [
    Refusal(
      what: "a definition with an unknown column", exitCode: 78,
      message: "unknown column 'amonut' in mart 'orders'\n  help: did you mean 'amount'?",
      prepare: { shop, _ in
        let text = Shop.definitions["scenarios/thanks.yml"] ?? ""
        try shop.pipeline.write(
          "scenarios/thanks.yml", text.replacing("amount < 90000", with: "amonut < 90000"))
      }),
    Refusal(
      what: "a definition that is no YAML", exitCode: 78, message: "not readable as YAML",
      prepare: { shop, _ in try shop.pipeline.write("marts/orders.yml", "mart: [") }),
    Refusal(
      what: "a folder without a pipeline", exitCode: 78, message: "it holds no 'pipeline.yml'",
      prepare: { shop, _ in try shop.pipeline.remove("pipeline.yml") }),
    Refusal(
      what: "no secret for unsubscribe links", exitCode: 78, message: "MEIBO_UNSUBSCRIBE_SECRET",
      run: { shop, store in try shop.runner(store, secret: nil).runAll { _ in } }),
    Refusal(
      what: "a parameter that the pipeline does not have", exitCode: 64,
      message: "the pipeline has no parameter 'day'\n  help: it has days",
      run: { shop, store in
        try shop.runner(store, parameters: [("day", "1")]).runAll { _ in }
      }),
    Refusal(
      what: "a parameter of another type", exitCode: 64, message: "parameter 'days' needs an int",
      run: { shop, store in
        try shop.runner(store, parameters: [("days", "one")]).runAll { _ in }
      }),
    Refusal(
      what: "a later date in the ledger", exitCode: 65,
      message: "the ledger holds 2026-11-20, which is later than 2026-11-19\n  help: --replay",
      run: { shop, store in try shop.run(store, on: Shop.date - 2) }),
    Refusal(
      what: "a store that another run holds", exitCode: 75,
      message: "the store is in use by another run",
      run: { shop, store in
        let lock = try StoreFolder(store.path).lock()
        try withExtendedLifetime(lock) { _ = try shop.run(store) }
      }),
  ]

  private static let orders: [Refusal] = [
    Refusal(
      what: "cleanse before ingest", exitCode: 65,
      message: "stage 'ingest' has not been run for 2026-11-21",
      run: { shop, store in try shop.run([.cleanse], store) }),
    Refusal(
      what: "derive before cleanse", exitCode: 65, message: "stage 'cleanse' has not been run",
      prepare: { shop, store in try shop.run([.ingest], store) },
      run: { shop, store in try shop.run([.derive], store) }),
    Refusal(
      what: "manifest before segment", exitCode: 65, message: "stage 'segment' has not been run",
      prepare: { shop, store in try shop.run([.ingest, .cleanse, .derive], store) },
      run: { shop, store in try shop.run([.manifest], store) }),
    Refusal(
      what: "manifest without a secret", exitCode: 78, message: "MEIBO_UNSUBSCRIBE_SECRET",
      prepare: { shop, store in try shop.run([.ingest, .cleanse, .derive, .segment], store) },
      run: { shop, store in _ = try shop.runner(store, secret: nil).run(.manifest) }),
    Refusal(
      what: "too many records without a key, which only cleanse can tell", exitCode: 65,
      message: "source 'orders': 1 of 2 records cannot be read (missing_key 1)",
      prepare: { shop, store in
        try shop.exports.write(
          "orders.csv", "order,at,person,mail,ok,amount\n1,2026-11-20,P1,,,\n,2026-11-20,P2,,,\n")
        try shop.run([.ingest], store)
      },
      run: { shop, store in try shop.run([.cleanse], store) }),
    Refusal(
      what: "other parameters than before", exitCode: 65,
      message: "stage 'derive' was run with other definitions or parameters",
      prepare: { shop, store in try shop.run([.ingest, .cleanse, .derive], store) },
      run: { shop, store in
        _ = try shop.runner(store, parameters: [("days", "2")]).run(.segment)
      }),
    Refusal(
      what: "other definitions than before", exitCode: 65,
      message: "stage 'cleanse' was run with other definitions or parameters",
      prepare: { shop, store in
        try shop.run([.ingest, .cleanse], store)
        try shop.pipeline.write(
          "pipeline.yml", (Shop.definitions["pipeline.yml"] ?? "") + "\n# changed\n")
      },
      run: { shop, store in try shop.run([.derive], store) }),
    Refusal(
      what: "an export that changed since ingest", exitCode: 65,
      message: "export 'orders.csv' is not what ingest read\n  help: run 'meibo ingest' again",
      prepare: { shop, store in
        try shop.run([.ingest], store)
        try shop.exports.write("orders.csv", (Shop.files["orders.csv"] ?? "") + "O999,,,,,,\n")
      },
      run: { shop, store in try shop.run([.cleanse], store) }),
    Refusal(
      what: "an export that came after ingest", exitCode: 65, message: "run 'meibo ingest' again",
      prepare: { shop, store in
        try shop.run([.ingest], store)
        try shop.exports.write("stores.csv", "store\nS1\n")
      },
      run: { shop, store in try shop.run([.cleanse], store) }),
    Refusal(
      what: "an export that went after ingest", exitCode: 65, message: "run 'meibo ingest' again",
      prepare: { shop, store in
        try shop.run([.ingest], store)
        try shop.exports.remove("people-10.csv")
      },
      run: { shop, store in try shop.run([.cleanse], store) }),
    Refusal(
      what: "a stage before the last was run again on other exports", exitCode: 65,
      message:
        "stage 'cleanse' or an earlier date was run again after stage 'derive', with another result",
      prepare: { shop, store in
        try shop.run([.ingest, .cleanse, .derive, .segment], store)
        try shop.exports.write("orders.csv", "order,at,person,mail,ok,amount\n")
        try shop.run([.ingest, .cleanse], store)
      },
      run: { shop, store in try shop.run([.manifest], store) }),
  ]

  @Test("stages that were run again with the same result need not all be run again")
  func sameResult() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse, .derive, .segment], store)
    try shop.run([.ingest, .cleanse], store)
    try shop.run([.manifest], store)
    let once = try TemporaryFolder()
    try shop.run(once)
    let published = try store.published()
    #expect(published.keys.contains { $0.hasSuffix("SHA256SUMS") })
    #expect(published == (try once.published()))
  }

  @Test("a run needs an exports folder")
  func noExports() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    let folders: [(String?, Int32)] = [(nil, 64), (shop.exports.path + "/none", 65)]
    for (exports, exitCode) in folders {
      let runner = try StageRunner(
        RunOptions(
          pipeline: shop.pipeline.path, exports: exports, store: store.path, date: Shop.date))
      let failure = try #require(Self.failure { _ = try runner.run(.ingest) })
      #expect(failure.exitCode == exitCode)
      #expect(try store.published().isEmpty)
    }
  }

  @Test("the first run of a store that is refused publishes nothing")
  func firstRun() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.exports.write("orders.csv", "order\n")
    #expect(throws: StageError.self) { try shop.run(store) }
    #expect(try store.published().isEmpty)
  }
}
