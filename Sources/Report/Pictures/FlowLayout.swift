/// Where the boxes and arrows of a flow stand. Steps go down; the ways of a branch stand side by
/// side and meet again below. In pixels.
struct FlowLayout {
  /// What a box is.
  enum Content: Equatable {
    case enter
    case message(step: String)
    case wait(place: String, after: String, days: Int)
    case question(response: String, of: String)
    case end(outcome: String)

    var size: (width: Int, height: Int) {
      switch self {
      case .enter: (232, 38)
      case .message: (232, 74)
      case .wait: (208, 44)
      case .question: (208, 36)
      case .end: (148, 34)
      }
    }
  }

  struct Box: Equatable {
    let content: Content
    /// Of its middle.
    let x: Int
    let top: Int

    var width: Int { content.size.width }
    var height: Int { content.size.height }
    var left: Int { x - width / 2 }
  }

  /// A line with a head at its last point.
  struct Arrow: Equatable {
    let points: [Point]
    /// Yes or no, written at the line's first corner.
    let answer: Bool?
  }

  struct Point: Equatable {
    let x: Int
    let y: Int
  }

  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []
  let width: Int
  private(set) var height = 0

  private static let gap = 26
  private static let margin = 2

  /// Lays out a flow from `enter` to its ends. O(steps).
  init(_ flow: [DayReport.FlowNode]) {
    let extent = Self.extent(of: flow)
    let left = max(extent.left, Content.enter.size.width / 2) + Self.margin
    width = left + max(extent.right, Content.enter.size.width / 2) + Self.margin
    var exits: [Exit] = []
    var y = add(.enter, at: left, Self.margin, from: &exits)
    y = add(flow, at: left, y, from: &exits)
    if !exits.isEmpty { y = add(.end(outcome: "done"), at: left, y, from: &exits) }
    height = y - Self.gap + Self.margin
  }

  /// Where the flow leaves what is drawn already.
  private struct Exit {
    var points: [Point]
    var answer: Bool?
  }

  private typealias Extent = (left: Int, right: Int)

  /// How far a list of steps reaches to either side of its axis.
  private static func extent(of list: [DayReport.FlowNode]) -> Extent {
    list.map(extent).reduce((76, 76)) { (max($0.left, $1.left), max($0.right, $1.right)) }
  }

  private static func extent(_ node: DayReport.FlowNode) -> Extent {
    switch node {
    case .branch(_, let response, let of, let then, let otherwise):
      let half = Content.question(response: response, of: of).size.width / 2
      let ways = ways(then, otherwise)
      return (max(half, ways.offset + ways.first.left), max(half, ways.offset + ways.second.right))
    default:
      let half = content(node).size.width / 2
      return (half, half)
    }
  }

  /// The extents of both ways of a branch, and how far their axes stand from the branch's.
  private static func ways(
    _ then: [DayReport.FlowNode], _ otherwise: [DayReport.FlowNode]
  ) -> (first: Extent, second: Extent, offset: Int) {
    let (first, second) = (extent(of: then), extent(of: otherwise))
    // Far enough for the lines to leave the question at its sides.
    return (first, second, max((first.right + second.left + 24) / 2, 104 + 18))
  }

  private static func content(_ node: DayReport.FlowNode) -> Content {
    switch node {
    case .message(_, let step): .message(step: step)
    case .wait(let place, let after, let days): .wait(place: place, after: after, days: days)
    case .branch(_, let response, let of, _, _): .question(response: response, of: of)
    case .end(_, let outcome): .end(outcome: outcome)
    }
  }

  /// Adds a list of steps under `top` and gives where what follows it begins.
  private mutating func add(
    _ list: [DayReport.FlowNode], at x: Int, _ top: Int, from exits: inout [Exit]
  ) -> Int {
    var y = top
    for node in list {
      y = add(Self.content(node), at: x, y, from: &exits)
      switch node {
      case .message, .wait: break
      case .end: exits = []
      case .branch(_, _, _, let then, let otherwise):
        let ways = Self.ways(then, otherwise)
        let question = boxes[boxes.count - 1]
        let middle = question.top + question.height / 2
        var ends: [Exit] = []
        var bottom = y
        for (steps, side, answer) in [(then, -1, true), (otherwise, 1, false)] {
          let axis = x + side * ways.offset
          let edge = x + side * question.width / 2
          var way = [
            Exit(points: [Point(x: edge, y: middle), Point(x: axis, y: middle)], answer: answer)
          ]
          bottom = max(bottom, add(steps, at: axis, y, from: &way))
          ends += way
        }
        exits = ends
        y = bottom
      }
    }
    return y
  }

  /// Adds a box, with arrows from all that leads to it.
  private mutating func add(
    _ content: Content, at x: Int, _ top: Int, from exits: inout [Exit]
  ) -> Int {
    let box = Box(content: content, x: x, top: top)
    for exit in exits {
      var points = exit.points
      if let last = points.last, last.x != x {
        points.append(Point(x: last.x, y: top - 15))
        points.append(Point(x: x, y: top - 15))
      }
      points.append(Point(x: x, y: top))
      arrows.append(Arrow(points: points, answer: exit.answer))
    }
    boxes.append(box)
    let bottom = top + box.height
    exits = [Exit(points: [Point(x: x, y: bottom)])]
    return bottom + Self.gap
  }
}
