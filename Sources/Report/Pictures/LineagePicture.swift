/// What is made of what: exports, data files, scenarios and channels from left to right, with the
/// record of consent and the gate below the data files and the scenarios.
struct LineagePicture {
  private struct Node {
    let key: String
    let label: String
    let style: String
  }

  private struct Edge: Hashable {
    let from: Int
    let to: Int
  }

  private struct Place {
    let x: Int
    let y: Int
    let width: Int
  }

  /// Where a column of boxes stands.
  private static let columns: [(x: Int, width: Int)] = [
    (2, 156), (264, 226), (596, 246), (948, 118),
  ]
  private static let width = 1068
  private static let boxHeight = 26
  private static let step = 33
  private static let head = 28

  private let nodes: [Node]
  private let places: [Place]
  /// With the number of columns or messages behind each, in the order of the boxes.
  private let edges: [(edge: Edge, weight: Int)]
  private let height: Int
  private let summary: Phrase

  init(_ report: DayReport, _ language: ReportLanguage) {
    let consent = Node(
      key: "consent", label: Phrase("同意の記録", "record of consent").plain(language), style: "gate")
    let gate = Node(key: "gate", label: Phrase("ゲート", "gate").plain(language), style: "gate")
    let columns = [
      Self.sources(report),
      Self.marts(report).map { Node(key: "mart/" + $0.name, label: $0.label, style: "mart") }
        + [consent],
      report.scenarios.map {
        Node(key: "scenario/" + $0.id, label: "\($0.number) \($0.name)", style: "")
      } + [gate],
      Self.channels(report),
    ]
    let most = columns.map(\.count).max() ?? 0
    height = Self.head + most * Self.step
    nodes = columns.flatMap { $0 }
    places = columns.enumerated().flatMap { number, column in
      column.indices.map { index in
        let room = most * Self.step
        let top = index * room / column.count
        let bottom = (index + 1) * room / column.count
        return Place(
          x: Self.columns[number].x, y: Self.head + (top + bottom - Self.boxHeight) / 2,
          width: Self.columns[number].width)
      }
    }
    let numbers = Dictionary(
      nodes.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var weights: [Edge: Int] = [:]
    for (from, to) in Self.connections(report) {
      guard let from = numbers[from], let to = numbers[to] else { continue }
      weights[Edge(from: from, to: to), default: 0] += 1
    }
    edges = weights.map { (edge: $0.key, weight: $0.value) }
      .sorted { ($0.edge.from, $0.edge.to) < ($1.edge.from, $1.edge.to) }
    summary = Phrase(
      "エクスポート \(report.sources.count)、データファイル \(report.marts.count)、"
        + "シナリオ \(report.scenarios.count)、チャネル \(report.channels.count) のつながり。"
        + "項目ごとの対応は次の表にあります。",
      "How \(report.sources.count) exports, \(report.marts.count) data files, "
        + "\(report.scenarios.count) scenarios and \(report.channels.count) channels hang "
        + "together. The tables that follow say it column by column.")
  }

  /// The data files in the order of the first scenario that each is for, so that few lines cross.
  private static func marts(_ report: DayReport) -> [DayReport.Mart] {
    func first(_ mart: DayReport.Mart) -> Int {
      report.scenarios.first { $0.mart == mart.name }?.number ?? Int.max
    }
    return report.marts.sorted { (first($0), $0.name) < (first($1), $1.name) }
  }

  /// The exports; those that nothing reads are drawn with a broken line.
  private static func sources(_ report: DayReport) -> [Node] {
    let read = Set(report.marts.flatMap(\.columns).flatMap(\.reads).map(\.source))
    return report.sources.map { source in
      let isRead = read.contains(source.name) || source.columns.contains(where: \.isReadByConsent)
      return Node(key: "source/" + source.name, label: source.label, style: isRead ? "" : "unread")
    }
  }

  private static func channels(_ report: DayReport) -> [Node] {
    let used = Set(report.scenarios.flatMap(\.messages).flatMap(\.channels))
    return report.channels.map { channel in
      Node(
        key: "channel/" + channel.name, label: channel.label,
        style: used.contains(channel.name) ? "channel" : "unread")
    }
  }

  /// Pairs of keys, one for each column or message that connects them.
  private static func connections(_ report: DayReport) -> [(from: String, to: String)] {
    var pairs: [(from: String, to: String)] = [("consent", "gate")]
    for mart in report.marts {
      for reference in Set(mart.columns.flatMap(\.reads)) {
        pairs.append(("source/" + reference.source, "mart/" + mart.name))
      }
    }
    for source in report.sources {
      for column in source.columns where column.isReadByConsent && !column.isStructural {
        pairs.append(("source/" + source.name, "consent"))
      }
    }
    for scenario in report.scenarios {
      pairs.append(("mart/" + scenario.mart, "scenario/" + scenario.id))
      for channel in scenario.messages.flatMap(\.channels) {
        pairs.append(("scenario/" + scenario.id, "channel/" + channel))
      }
    }
    for channel in Set(report.scenarios.flatMap(\.messages).flatMap(\.channels)) {
      pairs.append(("gate", "channel/" + channel))
    }
    return pairs
  }

  func draw(in html: inout HTML) {
    html.element(
      "svg", .class("lineage"), Attribute("viewBox", "0 0 \(Self.width) \(height)"),
      Attribute("width", Self.width), Attribute("height", height), Attribute("role", "img"),
      Attribute("aria-labelledby", "lineage-picture-title lineage-picture-desc")
    ) { html in
      html.element(
        "title", .id("lineage-picture-title"),
        text: Phrase("データの系譜", "Lineage").plain(html.language))
      html.element("desc", .id("lineage-picture-desc"), text: summary.plain(html.language))
      for (edge, weight) in edges { draw(edge, weight, in: &html) }
      for (node, place) in zip(nodes, places) { draw(node, place, in: &html) }
      let heads = [
        Phrase("エクスポート", "exports"), Phrase("データファイル", "data files"),
        Phrase("シナリオ", "scenarios"), Phrase("チャネル", "channels"),
      ]
      for (head, column) in zip(heads, Self.columns) {
        html.element(
          "text", .class("quiet"), Attribute("x", column.x), Attribute("y", 14),
          text: head.plain(html.language))
      }
    }
  }

  private func draw(_ edge: Edge, _ weight: Int, in html: inout HTML) {
    let (from, to) = (places[edge.from], places[edge.to])
    let (x1, x2) = (from.x + from.width, to.x)
    let (y1, y2) = (from.y + Self.boxHeight / 2, to.y + Self.boxHeight / 2)
    let middle = (x1 + x2) / 2
    let isGate = nodes[edge.from].style == "gate" || nodes[edge.to].style == "gate"
    html.element(
      "path", .class("edge e\(min(3, 1 + weight / 4))" + (isGate ? " gate" : "")),
      Attribute("d", "M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)"))
  }

  private func draw(_ node: Node, _ place: Place, in html: inout HTML) {
    html.element("g") { html in
      html.element("title", text: node.label)
      html.element(
        "rect", .class(node.style.isEmpty ? "node" : "node " + node.style),
        Attribute("x", place.x), Attribute("y", place.y), Attribute("width", place.width),
        Attribute("height", Self.boxHeight), Attribute("rx", 5))
      html.element(
        "text", Attribute("x", place.x + 9), Attribute("y", place.y + 18),
        text: TextWidth.fitted(node.label, to: place.width - 16, size: 12))
    }
  }
}
