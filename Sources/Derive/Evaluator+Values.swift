import Pipeline
import Table

extension Evaluator {
  func isIn(_ value: Formula, _ items: [Literal]) -> Vector {
    let vectors = items.map(Self.vector)
    switch value.type {
    case .list:
      let reader = evaluate(value).textReader
      let wanted = vectors.map { ListedText($0.textReader[0]) }
      return numbers { row in
        guard let list = reader[row] else { return nullNumber }
        return wanted.contains { $0.isElement(of: list) } ? 1 : 0
      }
    case .text:
      let reader = evaluate(value).textReader
      let wanted = vectors.map(\.textReader)
      return numbers { row in
        guard let text = reader[row] else { return nullNumber }
        return wanted.contains { item in item[0].map { Bytes.equal($0, text) } ?? false } ? 1 : 0
      }
    default:
      let wanted = Set(vectors.map { $0.numberReader[0] })
      return map(value) { wanted.contains($0) ? 1 : 0 }
    }
  }

  func contains(_ text: Formula, _ part: Formula) -> Vector {
    let a = evaluate(text).textReader
    let b = evaluate(part).textReader
    return numbers { row in
      guard let x = a[row], let y = b[row] else { return nullNumber }
      return Bytes.contains(x, y) ? 1 : 0
    }
  }

  func choose(_ test: Formula, _ yes: Formula, _ no: Formula) -> Vector {
    let tests = evaluate(test).numberReader
    if yes.type.isText {
      return merge([evaluate(yes).textReader, evaluate(no).textReader]) { row in
        tests[row] == 1 ? 0 : 1
      }
    }
    let a = evaluate(yes).numberReader
    let b = evaluate(no).numberReader
    return numbers { tests[$0] == 1 ? a[$0] : b[$0] }
  }

  func coalesce(_ values: [Formula]) -> Vector {
    if values[0].type.isText {
      let readers = values.map { evaluate($0).textReader }
      return merge(readers) { row in
        readers.firstIndex { !$0.ref(row).isNull } ?? 0
      }
    }
    let readers = values.map { evaluate($0).numberReader }
    return numbers { row in
      for reader in readers where reader[row] != nullNumber { return reader[row] }
      return nullNumber
    }
  }

  /// The greatest or least value of each row, nulls passed over. Of equal texts the first.
  func extreme(_ values: [Formula], isGreatest: Bool) -> Vector {
    if values[0].type.isText {
      let readers = values.map { evaluate($0).textReader }
      return merge(readers) { row in
        var best = 0
        for place in readers.indices.dropFirst() {
          guard let text = readers[place][row] else { continue }
          let order = readers[best][row].map { Bytes.compare(text, $0) }
          if order.map({ isGreatest ? $0 > 0 : $0 < 0 }) ?? true { best = place }
        }
        return best
      }
    }
    let readers = values.map { evaluate($0).numberReader }
    // Null is less than every number, and so the greatest of nulls alone.
    if isGreatest {
      return numbers { row in readers.reduce(nullNumber) { max($0, $1[row]) } }
    }
    return numbers { row in
      var least = nullNumber
      for reader in readers {
        let number = reader[row]
        if number != nullNumber, least == nullNumber || number < least { least = number }
      }
      return least
    }
  }

  func concat(_ values: [Formula]) -> Vector {
    let readers = values.map { evaluate($0).textReader }
    let joined = ByteBuffer()
    var column = TextColumn()
    for row in 0..<rowCount {
      joined.removeAll()
      var isWhole = true
      for reader in readers {
        if let text = reader[row] { joined.append(text) } else { isWhole = false }
      }
      let isText = isWhole && day.overlong.allows(joined.view, of: .concat(values))
      column.append(isText ? joined.view : nil)
    }
    return .text(column)
  }

  /// A text column that takes each row from one of several. Texts are not copied.
  private func merge(_ readers: [TextReader], _ which: (Int) -> Int) -> Vector {
    let arena = TextArena()
    for reader in readers { arena.keep(reader.column.arena) }
    let refs = [TextRef](unsafeUninitializedCapacity: rowCount) { out, count in
      for row in 0..<rowCount { out[row] = readers[which(row)].ref(row) }
      count = rowCount
    }
    return .text(TextColumn(arena: arena, refs: refs))
  }

  /// `10歳未満`, `10代`, … `90代以上`. A birthday after the business date gives null.
  func ageGroup(_ birth: Formula) -> Vector {
    let texts = TextColumn(
      ["10歳未満"] + stride(from: 10, through: 80, by: 10).map { "\($0)代" } + ["90代以上"])
    let births = evaluate(birth).numberReader
    let (year, month, dayOfMonth) = CalendarDay.parts(day.date)
    let refs = (0..<rowCount).map { row -> TextRef in
      let birth = births[row]
      guard birth != nullNumber, birth <= day.date else { return .null }
      let born = CalendarDay.parts(birth)
      let hadBirthday = (month, dayOfMonth) >= (born.month, born.day)
      let age = year - born.year - (hadBirthday ? 0 : 1)
      return texts.refs[min(9, age / 10)]
    }
    return .text(TextColumn(arena: texts.arena, refs: refs))
  }

  func label(_ code: Formula, _ labels: [ChoiceLabel]) -> Vector {
    let texts = TextColumn(labels.map(\.label))
    let codes = TextColumn(labels.map(\.code))
    let reader = evaluate(code).textReader
    let refs = (0..<rowCount).map { row -> TextRef in
      guard let value = reader[row] else { return .null }
      for index in labels.indices {
        if let code = codes[index], Bytes.equal(code, value) { return texts.refs[index] }
      }
      return .null
    }
    return .text(TextColumn(arena: texts.arena, refs: refs))
  }
}

/// A text as it stands in a list's JSON.
struct ListedText {
  private let quoted: [UInt8]

  /// Null is an element of no list.
  init(_ text: ByteView?) {
    let buffer = ByteBuffer()
    if let text { buffer.append(jsonString: text) }
    quoted = buffer.bytes
  }

  /// A quoted text can only match a whole element: inside one, every quote is escaped.
  func isElement(of list: ByteView) -> Bool {
    !quoted.isEmpty
      && quoted.withUnsafeBufferPointer { text in
        guard text.count + 2 <= list.count else { return false }
        for start in 1...(list.count - text.count - 1)
        where list[start - 1] == UInt8(ascii: "[") || list[start - 1] == UInt8(ascii: ",") {
          if Bytes.equal(list.slice(start, start + text.count), text) { return true }
        }
        return false
      }
  }
}
