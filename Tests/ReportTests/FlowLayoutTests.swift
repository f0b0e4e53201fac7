import TestSupport
import Testing

@testable import Report

@Suite("The layout of a flow")
struct FlowLayoutTests {
  private typealias Node = DayReport.FlowNode

  /// A flow of any shape.
  private static func flow(_ generator: inout SeededGenerator, depth: Int) -> [Node] {
    (0..<Int.random(in: 0...3, using: &generator)).map { number in
      switch Int.random(in: 0..<(depth > 0 ? 4 : 3), using: &generator) {
      case 0: .message(place: "\(number)", step: "A")
      case 1: .wait(place: "\(number)", after: "A", days: 2)
      case 2: .end(place: "\(number)", outcome: "cold")
      default:
        .branch(
          place: "\(number)", response: "open", of: "A",
          then: flow(&generator, depth: depth - 1),
          otherwise: flow(&generator, depth: depth - 1))
      }
    }
  }

  @Test("boxes stand inside the picture and beside each other", arguments: 0..<300)
  func boxes(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let layout = FlowLayout(Self.flow(&generator, depth: 4))
    for (index, box) in layout.boxes.enumerated() {
      #expect(box.left >= 0 && box.left + box.width <= layout.width, "seed \(seed)")
      #expect(box.top >= 0 && box.top + box.height <= layout.height, "seed \(seed)")
      for other in layout.boxes.dropFirst(index + 1) {
        let apart =
          box.left + box.width <= other.left || other.left + other.width <= box.left
          || box.top + box.height <= other.top || other.top + other.height <= box.top
        #expect(apart, "seed \(seed): \(box) and \(other)")
      }
    }
    for point in layout.arrows.flatMap(\.points) {
      #expect((0...layout.width).contains(point.x) && (0...layout.height).contains(point.y))
    }
  }

  @Test("every box that can be come to has an arrow, and every arrow ends at a box")
  func arrows() {
    let layout = FlowLayout([
      .message(place: "0", step: "A"),
      .branch(
        place: "1", response: "open", of: "A", then: [.message(place: "1.then.0", step: "B")],
        otherwise: []),
      .message(place: "2", step: "C"),
    ])
    #expect(
      layout.boxes.map(\.content) == [
        .enter, .message(step: "A"), .question(response: "open", of: "A"), .message(step: "B"),
        .message(step: "C"), .end(outcome: "done"),
      ])
    let ends = layout.arrows.compactMap(\.points.last)
    for box in layout.boxes.dropFirst() {
      #expect(ends.contains(FlowLayout.Point(x: box.x, y: box.top)))
    }
    // Both ways of the branch meet before C.
    let last = layout.boxes[4]
    #expect(ends.count { $0 == FlowLayout.Point(x: last.x, y: last.top) } == 2)
    #expect(layout.arrows.compactMap(\.answer).sorted { $0 && !$1 } == [true, false])
  }

  @Test("a flow whose ways all end has no end of its own")
  func ended() {
    let layout = FlowLayout([
      .branch(
        place: "0", response: "click", of: "A", then: [.end(place: "0.then.0", outcome: "done")],
        otherwise: [.end(place: "0.else.0", outcome: "cold")])
    ])
    #expect(
      layout.boxes.map(\.content).suffix(2) == [.end(outcome: "done"), .end(outcome: "cold")])
  }
}
