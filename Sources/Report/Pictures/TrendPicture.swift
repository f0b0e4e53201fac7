/// One figure over the kept dates: a column a date, the latest marked.
struct TrendPicture {
  let id: String
  let name: Phrase
  /// With nil where it is not known.
  let values: [(date: Int64, value: Int?)]

  private static let (width, height) = (300, 92)

  func draw(in html: inout HTML) {
    let most = max(1, values.compactMap(\.value).max() ?? 1)
    html.element("figure", .class("trend")) { html in
      html.element("figcaption") { html in
        html.write(name)
        if let last = values.last?.value {
          html.write(" ")
          html.element("b", text: Figures.count(last))
        }
      }
      html.element(
        "svg", Attribute("viewBox", "0 0 \(Self.width) \(Self.height)"),
        Attribute("role", "img"),
        Attribute("aria-labelledby", "trend-\(id)-title trend-\(id)-desc")
      ) { html in
        html.element("title", .id("trend-\(id)-title"), text: name.plain(html.language))
        html.element("desc", .id("trend-\(id)-desc"), text: description)
        draw(most, in: &html)
      }
    }
  }

  private var description: String {
    values.map { "\(Figures.day($0.date)): \($0.value.map(Figures.count) ?? "–")" }
      .joined(separator: ", ")
  }

  private func draw(_ most: Int, in html: inout HTML) {
    let room = 70
    let slot = Self.width / max(values.count, 8)
    let base = room + 4
    html.element(
      "path", .class("axis"), Attribute("d", "M0 \(base)H\(Self.width)"))
    // The latest stands at the right, however many there are.
    let start = Self.width - slot * values.count
    for (index, item) in values.enumerated() {
      guard let value = item.value else { continue }
      let tall = value == 0 ? 0 : max(1, value * room / most)
      html.element(
        "rect", .class(index == values.count - 1 ? "now" : "then"),
        Attribute("x", start + index * slot + 1), Attribute("y", base - tall),
        Attribute("width", max(1, slot - 3)), Attribute("height", tall))
    }
    guard let first = values.first, let last = values.last else { return }
    if values.count > 1 {
      html.element(
        "text", Attribute("x", max(0, start)), Attribute("y", Self.height - 2),
        text: Figures.shortDay(first.date))
    }
    html.element(
      "text", Attribute("x", Self.width), Attribute("y", Self.height - 2),
      Attribute("text-anchor", "end"), text: Figures.shortDay(last.date))
  }
}
