import Gate
import Ingest
import Manifest
import Pipeline
import Scenario
import Store
import Table

/// What became of a customer who is to be forgotten. Holds no personal data.
public struct Erasure: Sendable {
  /// How many stage files had rows of theirs.
  public let stageFiles: Int
  /// How many rows of theirs these files had, in all their tables together.
  public let stageRows: Int
  /// How many changes of their journeys the ledger had.
  public let journeys: Int
  /// Messages that were handed over to them, of sealed dates too.
  public let sends: Int
  /// Messages to them that were reached and not sent.
  public let exclusions: Int
  /// How many refusals named them, which are kept as hashes.
  public let refusals: Int
  /// Unsealed manifests that messages were taken out of.
  public let manifests: [(date: Int64, sends: Int, exclusions: Int)]
  /// Sealed manifests, which cannot change, with how many of their messages are to them.
  public let sealed: [(date: Int64, messages: Int)]
  /// Addresses of theirs that another customer has too: rows with one, and no number, stay.
  public let sharedAddresses: Int
  /// Files of the exports folder in which their number or an address stands.
  public let exports: [String]
  /// Files of that folder that could not be searched to their end.
  public let unreadExports: [String]
  /// How many files of the store were searched afterwards; 0 if nothing was removed.
  public let searched: Int
  /// Files of the store, but for sealed manifests, in which something was found then.
  public let left: [String]

  /// True if the store had anything of them.
  public var isFound: Bool {
    stageRows + journeys + sends + exclusions + refusals > 0 || !manifests.isEmpty
      || !sealed.isEmpty
  }
}

extension StageRunner {
  /// Removes a person from stage files, ledger and unsealed manifests. Their refusals stay, as
  /// hashes (docs/decisions/0013). If it dies it is taken up again by the next erasure; until then
  /// the store can be used.
  ///
  /// - Parameter isDry: only says what would be removed.
  /// - Throws: `StageError` for a folder that is no store, an address that cannot be read or that a
  ///   customer has who is not named, or a manifest that is not what was published; `StoreError`.
  public func erase(_ person: ErasedPerson, isDry: Bool) throws -> Erasure {
    let addresses = try person.addresses()
    _ = try store.existingLedger()
    if !isDry { try lockStore() }
    let run = try ErasureRun(self, person.customer, addresses)
    return try isDry ? run.rehearse() : run.perform()
  }
}

/// An erasure under way.
private struct ErasureRun {
  private let runner: StageRunner
  private let store: StoreFolder
  private let ledger: Ledger
  private let days: [LedgerDay]
  /// What each person is known by: who was asked for, and those of erasures that left something.
  private let people: [Set<ErasureMark>]
  /// All of them together.
  private let marks: Set<ErasureMark>
  private let shared: Int
  private let files: [StageFileErasure]
  /// The exports that are to be searched, too, by source and in the order of their names.
  private let exports: (folder: ExportFolder, names: [String])?

  init(_ runner: StageRunner, _ customer: String?, _ addresses: Set<ErasureMark>) throws {
    self.runner = runner
    exports = try Self.exports(of: runner)
    store = runner.store
    ledger = try Ledger(path: store.ledger, isCreating: false)
    days = try ledger.overview()
    var more = addresses
    if let customer { more.formUnion(try ledger.marks(ofCustomer: customer)) }
    let known = try KnownAddresses(runner, ledger, customer, also: more)
    guard known.shared.isDisjoint(with: addresses) else {
      throw StageError(
        .data, "an address that was given is another customer's",
        help: "erase that customer by number, or leave the address out")
    }
    shared = known.shared.count
    var own = known.exclusive
    if let customer { own.insert(ErasureMark(.customer, customer)) }
    var people = try ledger.unfinishedErasure()
    if let place = people.firstIndex(where: { !$0.isDisjoint(with: own) }) {
      people[place].formUnion(own)
    } else {
      people.append(own)
    }
    let gone = try Self.goneScenarios(runner, ledger, days)
    for place in people.indices {
      people[place] = try Self.completed(people[place], runner, ledger, days, gone)
    }
    self.people = people
    let marks = people.reduce(into: Set()) { $0.formUnion($1) }
    self.marks = marks
    let person = PersonRows(runner.plan, marks)
    files = try store.dates().map { try StageFileErasure(runner.store, $0, person) }
  }

  /// What a person is known by with the keys of their rows by scenario, and the messages of the
  /// journeys that go by them.
  private static func completed(
    _ subjects: Set<ErasureMark>, _ runner: StageRunner, _ ledger: Ledger, _ days: [LedgerDay],
    _ gone: [String: Set<ByteText>]
  ) throws -> Set<ErasureMark> {
    var marks = subjects
    let person = PersonRows(runner.plan, subjects)
    for date in try runner.store.dates() {
      let keys = try StageFileErasure(runner.store, date, person).keys
      for segment in runner.plan.segments {
        guard let mart = runner.plan.mart(segment.mart) else { continue }
        for key in keys[mart.source] ?? [] {
          marks.insert(ErasureMark(.key, key.text, scope: segment.scenario))
        }
      }
      for key in keys.values.joined() {
        for (scenario, known) in gone where known.contains(key) {
          marks.insert(ErasureMark(.key, key.text, scope: scenario))
        }
      }
    }
    let traces = try ledger.traces(of: marks)
    marks.formUnion(traces.sends.map { ErasureMark(.send, $0) })
    marks.formUnion(runner.messages(of: traces.journeys).map { ErasureMark(.send, $0) })
    for day in days {
      let messages = try Self.messages(of: marks, on: day.businessDate, in: runner.store)
      marks.formUnion(messages.map { ErasureMark(.send, $0.sendID) })
    }
    return marks
  }

  /// The scenarios that the definitions no longer have, with the keys of journeys of who is no
  /// customer: nobody can tell of which source they are.
  private static func goneScenarios(
    _ runner: StageRunner, _ ledger: Ledger, _ days: [LedgerDay]
  ) throws -> [String: Set<ByteText>] {
    guard let last = days.last?.businessDate else { return [:] }
    let scenarios = Set(try ledger.journeyCounts(through: last).map(\.scenarioID))
      .filter { runner.definition.scenario($0) == nil }
    return try scenarios.reduce(into: [:]) { keys, scenario in
      keys[scenario] = Set(try ledger.keysOfNoCustomer(in: scenario).map { ByteText($0) })
    }
  }

  func rehearse() throws -> Erasure {
    var manifests: [(date: Int64, sends: Int, exclusions: Int)] = []
    for day in days where !day.isSealed {
      let messages = try Self.messages(of: marks, on: day.businessDate, in: store)
      guard !messages.isEmpty else { continue }
      let sends = messages.count { $0.reason == nil }
      manifests.append((day.businessDate, sends, messages.count - sends))
    }
    return try erasure(ledger.tryErasure(people), manifests, searched: 0, left: [])
  }

  func perform() throws -> Erasure {
    for day in days where !day.isSealed {
      _ = try PublishedManifest(checking: day.businessDate, in: store)
    }
    let subjects = ErasedSubjects(key: try ledger.makeErasureKey())
    let refusals = try ledger.beginErasure(people) { subjects.hash($0, $1) }
    var manifests: [(date: Int64, sends: Int, exclusions: Int)] = []
    let choice = Self.choice(marks)
    for day in days where !day.isSealed {
      let counts: ManifestErasure.Counts
      do {
        counts = try ManifestErasure.publish(
          day.businessDate, parent: store.manifests, without: choice
        ) { try ledger.replaceManifest(of: day.businessDate, digest: $0) }
      } catch let error as ManifestError {
        throw StageError(
          error.code == .changed ? .data : .tryAgain, error.message, help: error.hint)
      }
      if !counts.isNothing { manifests.append((day.businessDate, counts.sends, counts.exclusions)) }
    }
    var entries = try ledger.removeErased()
    entries.refusals = refusals
    let before = try ledger.digestsBeforeErasure()
    let now = try ledger.overview()
    for file in files {
      let earlier = now.filter { $0.businessDate < file.date }
      func past(_ digest: (LedgerDay) -> String) -> [String] {
        earlier.flatMap { [CalendarDay.text($0.businessDate), digest($0)] }
      }
      try file.remove(
        before: past { before[$0.businessDate] ?? $0.manifestDigest },
        now: past(\.manifestDigest), ledger)
    }
    try ledger.compact()
    // What is noted for the erasure would be found itself.
    try ledger.endErasure()
    // While something is left, or may be, the next erasure must know what to look for.
    let (searched, left): (Int, [String])
    do {
      (searched, left) = try search()
    } catch {
      try ledger.noteErasure(people)
      throw error
    }
    if !left.isEmpty { try ledger.noteErasure(people) }
    return try erasure(entries, manifests, searched: searched, left: left)
  }

  private func erasure(
    _ entries: ErasedEntries, _ manifests: [(date: Int64, sends: Int, exclusions: Int)],
    searched: Int, left: [String]
  ) throws -> Erasure {
    let sealed = try days.filter(\.isSealed).map { day in
      (
        date: day.businessDate,
        messages: try Self.messages(of: marks, on: day.businessDate, in: store).count
      )
    }
    let exports = searchExports()
    return Erasure(
      stageFiles: files.reduce(0) { $0 + $1.fileCount },
      stageRows: files.reduce(0) { $0 + $1.rowCount }, journeys: entries.journeys,
      sends: entries.sends, exclusions: entries.exclusions, refusals: entries.refusals,
      manifests: manifests,
      sealed: sealed.filter { $0.messages > 0 }, sharedAddresses: shared,
      exports: exports.holding, unreadExports: exports.unread, searched: searched, left: left)
  }

  /// Looks for the person's number and addresses in all files of the store but sealed manifests.
  private func search() throws -> (searched: Int, left: [String]) {
    let sealed = days.filter(\.isSealed).map { "manifests/\(CalendarDay.text($0.businessDate))/" }
    // What no value and no unused part of a file may hold any more.
    let words = marks.filter { ErasureMark.Kind.subjects.contains($0.kind) }.map(\.value).sorted()
    var left: [String] = []
    let files = try store.files()
    for file in files where !sealed.contains(where: { file.hasPrefix($0) }) {
      let path = "\(store.path)/\(file)"
      let isFound =
        try file.hasSuffix(".gz")
        ? stands(words, in: path) : !StoreSearch.search(path, for: words).isNothing
      if isFound { left.append(file) }
    }
    return (files.count, left)
  }

  private func stands(_ words: [String], in path: String) throws -> Bool {
    let patterns = words.map { Array($0.utf8) }
    let overlap = (patterns.map(\.count).max() ?? 0) + 1
    var count = 0
    do {
      try ManifestErasure.read(unpacking: path, overlap: overlap) {
        count += StoreSearch.count(patterns, in: $0).words
      }
    } catch {
      throw StageError(error.code == .changed ? .data : .tryAgain, error.message, help: error.hint)
    }
    return count > 0
  }

  /// Found before anything is removed: a folder that is not there ends the erasure before it begins.
  private static func exports(
    of runner: StageRunner
  ) throws -> (folder: ExportFolder, names: [String])? {
    guard let path = runner.options.exports else { return nil }
    do {
      let folder = try ExportFolder(path)
      let names = try runner.definition.sources.flatMap { try folder.files(matching: $0.files) }
      let different = Set(names.map { ByteText($0) }).map(\.text)
      return (folder, different.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    } catch let error as IngestError {
      throw StageError(error)
    }
  }

  /// The exports that the person stands in, and those that could not be searched. One that is broken
  /// keeps nobody from being forgotten.
  private func searchExports() -> (holding: [String], unread: [String]) {
    guard let exports else { return ([], []) }
    let words = PersonWords(marks)
    // Even, so that every piece of UTF-16 begins with a letter.
    let overlap = (words.longest + 1) & ~1
    var (holding, unread): ([String], [String]) = ([], [])
    for name in exports.names {
      var isFound = false
      var isFirst = true
      var isPacked = false
      do {
        try ManifestErasure.read(
          unpacking: exports.folder.descriptor(of: name), name: name, overlap: overlap
        ) { piece in
          if isFirst { isPacked = OtherFormat(piece)?.isPacked ?? false }
          isFirst = false
          // A piece may begin with the second half of a letter of CP932.
          isFound =
            isFound || words.stand(in: piece)
            || words.stand(in: piece.slice(min(1, piece.count), min(2 * overlap, piece.count)))
        }
        if isPacked { unread.append(name) }
      } catch {
        unread.append(name)
      }
      if isFound { holding.append(name) }
    }
    return (holding, unread)
  }

  private static func messages(
    of marks: Set<ErasureMark>, on date: Int64, in store: StoreFolder
  ) throws -> [PublishedMessage] {
    do {
      return try ManifestErasure.messages(
        in: "\(store.manifests)/\(CalendarDay.text(date))", choice(marks))
    } catch {
      throw StageError(.data, error.message, help: error.hint)
    }
  }

  /// The messages that are to the person.
  private static func choice(_ marks: Set<ErasureMark>) -> ManifestErasure.Choice {
    { message, to in
      if marks.contains(ErasureMark(.send, message.sendID)) { return true }
      if let customer = message.customerID {
        return marks.contains(ErasureMark(.customer, customer))
      }
      if marks.contains(ErasureMark(.key, message.subjectKey, scope: message.scenarioID)) {
        return true
      }
      guard let to else { return false }
      return ErasureMark.Kind.addresses.contains { marks.contains(ErasureMark($0, to)) }
    }
  }
}

extension StageRunner {
  /// The ids of the messages that journeys came to, on any channel, sent or not.
  fileprivate func messages(of journeys: [JourneyState]) -> [String] {
    journeys.flatMap { journey in
      journey.reached.flatMap { reached in
        (definition.scenario(journey.scenarioID)?.messages ?? [])
          .filter { $0.step == reached.step }.flatMap(\.channels).map { channel in
            SendID(
              scenarioID: journey.scenarioID, step: reached.step, channel: channel,
              subjectKey: journey.subjectKey, enteredOn: journey.enteredOn
            ).description
          }
      }
    }
  }
}
