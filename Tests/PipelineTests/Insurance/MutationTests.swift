import Foundation
import Pipeline
import TestSupport
import Testing

/// Damaged definition files are refused or read, never more than that.
struct MutationTests {
  @Test("a damaged definition loads, or is refused with places inside its files")
  func damaged() throws {
    let original = try InsuranceFolder.files()
    let names = original.keys.sorted()
    var loaded = 0
    for seed in 0..<250 {
      var random = SeededGenerator(seed: UInt64(seed))
      var files = original
      for _ in 0...random.next(below: 3) {
        let name = names[random.next(below: names.count)]
        files[name] = damage(files[name] ?? [], &random)
      }
      try InsuranceFolder.write(files) { folder in
        do {
          _ = try Plan(checking: PipelineDefinition.load(folder: folder))
          loaded += 1
        } catch let error as DefinitionError {
          #expect(!error.diagnostics.isEmpty, "seed \(seed)")
          check(error.diagnostics.map(\.location), in: files, of: folder, seed: seed)
        } catch is PipelineFolderError {
          // The folder itself was left whole.
          Issue.record("seed \(seed)")
        }
      }
    }
    // Most of a file is names that others must find; in labels and words damage is another definition.
    #expect((5...100).contains(loaded), "\(loaded) of 250 load")
  }

  private func check(
    _ places: [Pipeline.SourceLocation], in files: [String: [UInt8]], of folder: String, seed: Int
  ) {
    #expect(places == places.sorted(), "seed \(seed)")
    for place in places {
      let name = String(place.file.dropFirst(folder.count + 1))
      let text = String(decoding: files[name] ?? [], as: UTF8.self)
      let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      #expect(1...max(1, lines.count) ~= place.line, "seed \(seed): \(name)")
      guard lines.indices.contains(place.line - 1) else { continue }
      let width = lines[place.line - 1].unicodeScalars.count
      #expect(1...(width + 1) ~= place.column, "seed \(seed): \(name):\(place.line)")
    }
  }

  private func damage(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var bytes = bytes
    let at = random.next(below: bytes.count)
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = random.next(below: lines.count)
    switch random.next(below: 8) {
    case 0:
      bytes[at] ^= UInt8(1 << random.next(below: 8))
      return bytes
    case 1:
      bytes[at] = Array("'\"{}[]:,&*#>|-\t \n(".utf8)[random.next(below: 18)]
      return bytes
    case 2:
      bytes.remove(at: at)
      return bytes
    case 3: return Array(bytes[..<at])
    case 4: lines.remove(at: line)
    case 5: lines.insert(lines[line], at: random.next(below: lines.count))
    case 6: lines.swapAt(line, random.next(below: lines.count))
    default:
      lines[line] = lines[line].prefix(random.next(below: lines[line].count + 1))
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
