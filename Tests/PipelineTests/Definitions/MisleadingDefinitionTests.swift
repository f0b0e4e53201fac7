import Pipeline
import Testing

/// What could be read as something that it does not do, or would end a later run.
@Suite("Definitions that mislead are refused")
struct MisleadingDefinitionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let passage: String
    let replacement: String
    let error: String
    var testDescription: String { error }

    init(_ path: String, _ passage: String, _ replacement: String, _ error: String) {
      (self.path, self.passage, self.replacement, self.error) = (path, passage, replacement, error)
    }
  }

  private static let scenario = "scenarios/thanks.yml"

  static let shop: [Case] =
    ["''", "all", "~", "' campaign'", "two words"].map { topic in
      Case(
        scenario, "topic: campaign", "topic: \(topic)", "cannot be the topic of a scenario")
    } + [
      Case(scenario, "B: {label: ご案内}", "'B x': {label: ご案内}", "'B x' cannot name a message"),
      Case(scenario, "B: {label: ご案内}", "'B,': {label: ご案内}", "'B,' cannot name a message"),
      Case(
        scenario, "A: {label: お礼, channel: email}", "A: {label: お礼, channel: [email, email]}",
        "'channel' names a channel twice"),
      Case(
        scenario, "every: day,", "every: day, nth: [1],",
        "'nth' has no meaning for a trigger of every day"),
      Case(
        scenario, "every: day,", "every: saturday, day: 1,",
        "'day' has no meaning for a trigger of a weekday"),
      Case(
        scenario, "every: day,", "every: month, nth: [1],",
        "'nth' has no meaning for a trigger of every month"),
      Case(
        scenario, "every: day,", "on: starts, day: 9,", "'day' has no meaning for a trigger of 'on'"
      ),
      Case(scenario, "every: day,", "every: saturday, nth: [],", "'nth' names no weekday"),
      Case(
        "marts/orders.yml", "helpers:\n",
        "helpers:\n  - {name: Email, type: text, value: order_email}\n",
        "column 'Email' is given twice"),
      Case(
        "sources/orders.yml", "overdue: not paid", "today: paid\n  overdue: not paid",
        "'today' cannot name a condition"),
      Case(
        "channels.yml", "name: 株式会社サンプル商店", "name: \"{{owner}}\"",
        "'name' goes out as it is written, and is no template"),
      Case("sources/people.yml", "mode: snapshot", "skip_lines: -3", "'skip_lines' is 0 or more"),
      Case(scenario, "else: left", "else: ''", "'else' of a guard names no outcome"),
      Case(
        "sources/people.yml", "header: 許可, type: bool",
        "header: 許可, type: bool, true_words: ['0', Ok], false_words: [ok]",
        "'Ok' is among 'true_words' and 'false_words'"),
      Case(
        "sources/stores.yml", "columns:\n", "columns:\n  - {name: Store_ID, header: S, type: id}\n",
        "is given twice"),
    ]

  @Test("of a shop", arguments: shop)
  func ofShop(_ test: Case) throws {
    let folder = DefinitionFolder(test.path, test.passage, test.replacement)
    let errors = try folder.errors()
    #expect(
      errors.contains { $0.contains(test.error) && $0.hasPrefix("\(test.path):") }, "\(errors)")
  }

  static let insurance: [Case] =
    ["hard_bounce", "complaint", "unsubscribe"].map { code in
      Case(
        "sources/delivery_events.yml", code, "click", "column 'kind' lacks the code '\(code)'")
    } + [
      Case(
        "marts/campaign_grants.yml", "rows: campaign_grants", "rows: consent_events",
        "the rows of 'consent_events' lead to nobody whose permission could be asked")
    ]

  @Test("of an insurer", arguments: insurance)
  func ofInsurer(_ test: Case) throws {
    var folder = DefinitionFolder(
      try InsuranceFolder.files().mapValues { String(decoding: $0, as: UTF8.self) })
    folder.replace(test.path, test.passage, test.replacement)
    let errors = try folder.errors()
    #expect(errors.contains { $0.contains(test.error) }, "\(errors)")
  }

  @Test("a mart whose rows lead to a person by no column")
  func noCustomer() throws {
    var folder = DefinitionFolder(
      try InsuranceFolder.files().mapValues { String(decoding: $0, as: UTF8.self) })
    folder.replace(
      "marts/campaign_grants.yml",
      "  - {name: customer_id, label: 顧客ID, type: text, roles: [segment]}\n", "")
    let warnings = try folder.plan().warnings.map(\.message)
    #expect(
      warnings == [
        "mart 'campaign_grants' has no column 'customer_id', by which a message finds its person"
      ])
  }

  @Test("a field that is named twice is handed over once")
  func fields() throws {
    var folder = DefinitionFolder()
    folder.replace(
      "scenarios/thanks.yml", "reentry: never", "reentry: never\nfields: [email, email]")
    let plan = try folder.plan()
    #expect(plan.fields(of: try #require(plan.definition.scenario("thanks"))) == ["email"])
  }

  @Test("sources that differ in the case of letters alone")
  func letterCase() throws {
    var folder = DefinitionFolder()
    folder.files["sources/more.yml"] = Shop.stores.replacing(
      "source: stores", with: "source: Stores")
    #expect(try folder.errors().contains { $0.contains("source 'stores' is already defined in") })
  }
}
