import Testing

@testable import Pipeline

/// What the reference says holds without a key is what the loader takes.
struct DefaultTests {
  private static let least = [
    "pipeline.yml": "pipeline: p",
    "channels.yml": "channels: {email: {addresses: [id], permission: ok}}",
    "sources/s.yml": """
    source: s
    files: s*
    key: id
    columns:
      - {name: id, header: h, type: id}
    """,
    "marts/m.yml": """
    mart: m
    rows: s
    key: id
    columns:
      - {name: id, type: text}
    """,
    "scenarios/c.yml": """
    scenario: c
    number: 1
    mart: m
    topic: t
    trigger: {every: month, at: "10:00"}
    reentry: never
    entry: "true"
    messages: {A: {}}
    flow: [{send: A}]
    """,
  ]

  private func stated(_ part: DefinitionPart, _ key: String) throws -> String {
    let found = try #require(part.keys.first { $0.name == key })
    guard case .optional(let text) = found.need else { return "" }
    return text.filter { $0 != "`" }
  }

  @Test("of a source and its columns")
  func source() throws {
    let source = try #require(try DefinitionFolder(Self.least).load().sources.first)
    #expect(try source.encoding.rawValue == stated(.source, "encoding"))
    #expect(try source.delimiter.rawValue == stated(.source, "delimiter"))
    #expect(try "\(source.skipLines)" == stated(.source, "skip_lines"))
    #expect(try source.mode.rawValue == stated(.source, "mode"))
    #expect(try "\(source.isOptional)" == stated(.source, "optional"))
    #expect(try "\(source.maxQuarantined)" == stated(.source, "max_quarantined"))
    #expect(source.label == "s")
    let column = try #require(source.columns.first)
    #expect(try "\(column.isOptional)" == stated(.column, "optional"))
    #expect(try "\(column.isAsOf)" == stated(.column, "as_of"))
    #expect(try "\(column.isReading)" == stated(.column, "reading"))
    #expect(try "\(column.isInverted)" == stated(.column, "inverted"))
  }

  @Test("of a scenario, its trigger and its messages")
  func scenario() throws {
    let scenario = try #require(try DefinitionFolder(Self.least).load().scenarios.first)
    #expect(try "\(scenario.isTransactional)" == stated(.scenario, "transactional"))
    #expect(try scenario.holdout == Double(stated(.scenario, "holdout")))
    #expect(try "\(scenario.catchUpDays)" == stated(.scenario, "catch_up_days"))
    #expect(scenario.name == "c")
    #expect(scenario.trigger == .monthly(day: Int(try stated(.trigger, "day")) ?? 0))
    let message = try #require(scenario.messages.first)
    #expect(try message.channels == [stated(.message, "channel")])
    #expect(message.label == "A")
  }

  @Test("of a mart's column and a channel")
  func others() throws {
    let definition = try DefinitionFolder(Self.least).load()
    #expect(definition.label == "p")
    #expect(definition.marts.first?.columns.first?.value.value == "id")
    #expect(definition.channels.first?.caps == [])
    #expect(definition.channels.first?.label == "email")
  }
}
