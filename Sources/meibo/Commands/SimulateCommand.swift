import ArgumentParser
import Pipeline
import Stages
import Table

/// Says what the definitions would have sent on past dates.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Says what the definitions would have sent on past dates, and whom that displaces.",
    discussion: """
      Runs the dates again, one after the other, in a throw-away copy that begins as
      the store stood before the first: with the definitions as they are now, and the
      exports as each date read them. For each scenario: sends, how many there were,
      and of these how many a cap or a duplicate would have held back (displaced) or
      would not have come (dropped). The store itself stays as it is. Messages that
      were never sent are not opened, unless --respond makes answers up.
      """)

  @Option(help: ArgumentHelp("The first date.", valueName: "YYYY-MM-DD"))
  var from: BusinessDate

  @Option(help: ArgumentHelp("The last date.", valueName: "YYYY-MM-DD"))
  var to: BusinessDate

  @Option(
    help: ArgumentHelp(
      "Make up opens and clicks of what was never sent, the same ones for the same seed.",
      valueName: "seed"))
  var respond: UInt64?

  @Option(
    help: ArgumentHelp("Only that scenario, and those that lose something.", valueName: "id"))
  var scenario: String?

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Overrides a parameter of the pipeline for this run.", valueName: "parameter=value"))
  var parameters: [Assignment] = []

  @Option(help: ThreadCount.help)
  var threads = ThreadCount.usual

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let simulation = try Failure.reporting {
      let runner = try StageRunner(
        RunOptions(
          pipeline: pipeline, exports: nil, store: store, date: from.day,
          parameters: parameters.map { ($0.name, $0.value) }, threads: threads.count))
      let known = runner.plan.definition.scenarios.map(\.id)
      if let scenario, !known.contains(scenario) {
        throw StageError(
          .usage, "there is no scenario '\(scenario)'", help: known.joined(separator: ", "))
      }
      return try runner.simulate(from: from.day, to: to.day, respond: respond)
    }
    let days = simulation.days.map { day in
      (
        date: CalendarDay.text(day.date),
        scenarios: day.scenarios.filter {
          scenario == nil || $0.scenarioID == scenario || $0.displaced + $0.dropped > 0
        }
      )
    }
    if json {
      print(
        json: JSONLine.object([
          ("from", .text(CalendarDay.text(from.day))), ("to", .text(CalendarDay.text(to.day))),
          (
            "days",
            .list(
              days.map { day in
                .members([
                  ("business_date", .text(day.date)),
                  ("scenarios", .list(day.scenarios.map(\.json))),
                ])
              })
          ), ("skipped", .list(simulation.skipped.map { .text(CalendarDay.text($0)) })),
          ("people_gaining", .number(simulation.gaining)),
          ("people_losing", .number(simulation.losing)),
        ]))
    } else {
      tell(simulation, days)
    }
  }

  private func tell(
    _ simulation: Simulation, _ days: [(date: String, scenarios: [Simulation.ScenarioCount])]
  ) {
    let names = ["sends", "was", "new", "displaced", "dropped"]
    let rows = days.flatMap { day in day.scenarios.map { (day.date, $0.scenarioID, $0.numbers) } }
    let width = (rows.map { DisplayWidth.of($0.1) } + [8]).max() ?? 8
    func line(_ date: String, _ name: String, _ cells: [String]) -> String {
      DisplayWidth.pad(date, to: 12) + DisplayWidth.pad(name, to: width)
        + zip(names, cells).map { name, cell in
          String(repeating: " ", count: max(2, name.count + 2 - cell.count)) + cell
        }.joined()
    }
    print(line("date", "scenario", names))
    for (date, name, numbers) in rows { print(line(date, name, numbers.map { String($0) })) }
    let total = names.indices.map { place in rows.reduce(0) { $0 + $1.2[place] } }
    print(line("all", "", total.map { String($0) }))
    for date in simulation.skipped { print("\(CalendarDay.text(date))  was not run") }
    print("people      \(simulation.gaining) sent something new, \(simulation.losing) sent less")
  }
}

extension Simulation.ScenarioCount {
  fileprivate var numbers: [Int] { [sends, was, new, displaced, dropped] }

  fileprivate var json: JSONLine {
    .members([
      ("scenario_id", .text(scenarioID)), ("sends", .number(sends)), ("was", .number(was)),
      ("new", .number(new)), ("displaced", .number(displaced)), ("dropped", .number(dropped)),
    ])
  }
}
