extension World {
  /// A row of contracts.csv; a newer telling is cancelled.
  func contract(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.contracts, index)
    let owner = someone(&random)
    let kind = random.pick(Words.products)
    record.add(Source.contracts.prefix)
    record.add(index + 1, width: 8)
    dirt.end(&record, .key)
    owner.addID(to: &record)
    dirt.end(&record, .id)
    dirt.cell(kind.isLife ? "生命" : "損害", .choice, &record)
    addProduct(kind, &random, &record, &dirt)
    let term = term(index, &random)
    let cancelled = version == .newer
    dirt.cell(cancelled ? "解約" : term.status, .choice, &record)
    dirt.day(term.start, &record)
    dirt.day(cancelled ? date - 3 : term.end, &record)
    dirt.day(cancelled ? nil : term.nextRenewal, &record)
    dirt.day(term.lastRenewal, &record)
    let years = max(0, (date.number - term.start.number) / 365)
    record.add(years)
    dirt.end(&record, .int)
    record.add((years + 1) * random.within(20...300) * 1000)
    dirt.end(&record, .money)
    let updated = Moment(term.start + min(3, max(0, years)), second: 3 * 3600 + random.below(3600))
    dirt.moment(version.updated(updated), .slashes, &record)
  }

  /// The four cells of a product.
  func addProduct(
    _ kind: (typeID: String, type: String, isLife: Bool, ids: [String], names: [String]),
    _ random: inout Random, _ record: inout Record, _ dirt: inout Dirt
  ) {
    let choice = random.below(2)
    dirt.cell(kind.typeID, .id, &record)
    dirt.cell(kind.type, .text, &record)
    dirt.cell(kind.ids[choice], .id, &record)
    dirt.cell(kind.names[choice], .text, &record)
  }

  private struct Term {
    var status: String
    var start: Day
    var end: Day?
    var nextRenewal: Day?
    var lastRenewal: Day?
  }

  private func term(_ index: Int, _ random: inout Random) -> Term {
    let start = date - random.within(30...3000)
    switch random.below(100) {
    case 0..<4:
      return Term(status: "契約中", start: around(-1, &random), nextRenewal: date + 364)
    case 4..<12:
      let next = around(30, &random)
      return Term(
        status: "契約中", start: next - 365 * 3, nextRenewal: next, lastRenewal: next - 365)
    case 12..<62:
      let next = date + random.within(1...365)
      return Term(
        status: "契約中", start: next - 365 * random.within(1...8), nextRenewal: next,
        lastRenewal: next - 365)
    case 62..<64: return Term(status: "契約中", start: start, end: date - random.within(0...20))
    case 64..<66: return Term(status: "契約中", start: date + random.within(1...20))
    case 66..<69: return Term(status: "解約", start: start, end: date + random.within(0...40))
    case 69..<71: return Term(status: "解約", start: start)
    case 71..<84: return Term(status: "解約", start: start, end: date - random.within(1...400))
    case 84..<92: return Term(status: "満期", start: start, end: date - random.within(1...600))
    case 92..<94: return Term(status: "active", start: start, nextRenewal: date + 200)
    default: return Term(status: "失効", start: start, end: date - random.within(1...300))
    }
  }
}
