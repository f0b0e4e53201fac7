import Consent
import Table

extension GateDay {
  /// Refuses a day on which a journey reached one message twice: which of the two were to go out
  /// would be chance.
  func refuseTwins() throws(GateError) {
    var seen = Set<SendID>(minimumCapacity: passing.count + exclusions.count)
    for id in passing.lazy.map(\.id) where !seen.insert(id).inserted { throw twin(id) }
    for id in exclusions.lazy.map(\.id) where !seen.insert(id).inserted { throw twin(id) }
  }

  private func twin(_ id: SendID) -> GateError {
    GateError(
      code: .sameCandidateTwice, message: "two candidates have the send id '\(id)'")
  }

  /// Second pass: of the candidates of a scenario's step for one address on one channel, the first
  /// by send time, subject key and send id stays, even if a cap then holds it back.
  mutating func dropDuplicates() {
    var groups = KeyIndex(capacity: passing.count)
    var kept: [Int] = []
    var group = [Int](repeating: 0, count: passing.count)
    let steps = StepNumbers(candidates)
    let key = ByteBuffer(capacity: 128)
    for (index, entry) in passing.enumerated() {
      key.removeAll()
      key.append(decimal: Int64(steps[candidates[entry.candidate].message]))
      key.append(UInt8(ascii: " "))
      key.append(text: entry.channel.rawValue)
      key.append(UInt8(ascii: " "))
      key.append(entry.to)
      let (id, isNew) = groups.insert(key.view)
      group[index] = id
      if isNew {
        kept.append(index)
      } else if isBefore(entry, passing[kept[id]]) {
        kept[id] = index
      }
    }
    guard kept.count < passing.count else { return }
    var left: [Passing] = []
    left.reserveCapacity(kept.count)
    for (index, entry) in passing.enumerated() {
      let first = kept[group[index]]
      if first == index {
        left.append(entry)
      } else {
        exclude(entry, reason: .duplicateDestination, duplicateOf: passing[first].id)
      }
    }
    passing = left
  }

  private func isBefore(_ left: Passing, _ right: Passing) -> Bool {
    let (a, b) = (candidates[left.candidate], candidates[right.candidate])
    if a.sendAt != b.sendAt { return a.sendAt < b.sendAt }
    if a.subjectKey != b.subjectKey {
      return a.subjectKey.utf8.lexicographicallyPrecedes(b.subjectKey.utf8)
    }
    return left.id < right.id
  }
}

/// A number for each scenario and step, however many `Message` values stand for it.
private struct StepNumbers {
  private var numbers: [ObjectIdentifier: Int] = [:]

  init(_ candidates: [Candidate]) {
    var names: [[String]: Int] = [:]
    for candidate in candidates {
      let message = candidate.message
      guard numbers[ObjectIdentifier(message)] == nil else { continue }
      let name = [message.scenarioID, message.step]
      let number = names[name] ?? names.count
      names[name] = number
      numbers[ObjectIdentifier(message)] = number
    }
  }

  subscript(message: Message) -> Int { numbers[ObjectIdentifier(message)] ?? -1 }
}
