/// A part of a bar, in shares of the whole.
struct BarPart {
  /// How it is coloured: a class of the style sheet.
  let style: String
  let from: Int
  let to: Int
}

extension HTML {
  /// A bar as wide as its cell: parts of `whole`. The figures stand beside it, so it is hidden from
  /// screen readers.
  mutating func bar(_ parts: [BarPart], of whole: Int) {
    element(
      "svg", .class("bar"), Attribute("width", "100%"), Attribute("height", 16),
      Attribute("focusable", "false"), .hidden
    ) { html in
      html.element(
        "rect", .class("track"), Attribute("width", "100%"), Attribute("height", 16),
        Attribute("rx", 2))
      for part in parts where part.to > part.from && whole > 0 {
        html.element(
          "rect", .class(part.style), Attribute("x", Self.percent(part.from, whole)),
          Attribute("width", Self.percent(part.to - part.from, whole)), Attribute("height", 16),
          Attribute("rx", 2))
      }
    }
  }

  /// What is seen at all is seen: never under half a percent.
  private static func percent(_ part: Int, _ whole: Int) -> String {
    let hundredths = max(part > 0 ? 50 : 0, (part * 10_000 + whole / 2) / whole)
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }

  /// A line of the last values, the latest with a dot; nothing for fewer than two. A missing value
  /// leaves a gap.
  mutating func sparkline(_ values: [Int?], title: Phrase) {
    let known = values.compactMap { $0 }
    guard known.count > 1 else { return element("span", .class("zero"), text: "–") }
    let (width, height) = (96, 24)
    let most = max(1, known.max() ?? 1)
    func x(_ index: Int) -> Int { 3 + index * (width - 6) / max(1, values.count - 1) }
    func y(_ value: Int) -> Int { height - 3 - value * (height - 6) / most }
    element(
      "svg", .class("spark"), Attribute("viewBox", "0 0 \(width) \(height)"),
      Attribute("width", width), Attribute("height", height), Attribute("role", "img"),
      Attribute("focusable", "false")
    ) { html in
      html.element("title", text: title.plain(html.language))
      var isDrawing = false
      var path = ""
      for (index, value) in values.enumerated() {
        guard let value else {
          isDrawing = false
          continue
        }
        path += "\(isDrawing ? "L" : "M")\(x(index)) \(y(value))"
        isDrawing = true
      }
      html.element("path", .class("line"), Attribute("d", path))
      if let last = values.last, let last {
        html.element(
          "circle", .class("dot"), Attribute("cx", x(values.count - 1)),
          Attribute("cy", y(last)), Attribute("r", 3))
      }
    }
  }
}
