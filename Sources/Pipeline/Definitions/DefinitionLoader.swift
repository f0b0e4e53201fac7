import Foundation
import Yams

extension PipelineDefinition {
  /// Reads a pipeline's folder: `pipeline.yml`, `channels.yml`, `consent.yml`, and the files of
  /// `sources/`, `marts/`, `scenarios/` and `messages/`, in byte order of their names.
  ///
  /// - Throws: `DefinitionError` with everything that cannot be read; `PipelineFolderError` if
  ///   there is no such folder.
  public static func load(folder: String) throws -> PipelineDefinition {
    try RoomyThread.run { Result { try read(folder: folder) } }.get()
  }

  private static func read(folder: String) throws -> PipelineDefinition {
    let sink = DiagnosticSink()
    let loader = DefinitionLoader(folder: folder, sink: sink)
    let definition = try loader.load()
    let errors = sink.sorted.filter { $0.severity == .error }
    guard errors.isEmpty, let definition else { throw DefinitionError(sink.sorted) }
    return definition
  }
}

/// A pipeline's folder that is not there or not one.
public struct PipelineFolderError: Error, Sendable, CustomStringConvertible {
  /// The path as it was given to `PipelineDefinition.load(folder:)`.
  public let folder: String
  /// What is wrong with it, in words: lower case, no full stop.
  public let problem: String

  /// One line, without the `error:` that the command puts before it.
  public var description: String { "pipeline '\(folder)': \(problem)" }
}

private struct DefinitionLoader {
  let folder: String
  let sink: DiagnosticSink

  func load() throws -> PipelineDefinition? {
    var files: [(path: String, content: String)] = []
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw PipelineFolderError(folder: folder, problem: "no such folder") }
    func read(_ path: String) -> YAMLMap? {
      let shown = folder + "/" + path
      guard let data = FileManager.default.contents(atPath: shown),
        var content = String(validating: data, as: UTF8.self)
      else {
        sink.error(
          at: SourceLocation(file: shown, line: 1, column: 1), "cannot be read as UTF-8 text")
        return nil
      }
      // Some editors begin every file with a byte order mark.
      if content.unicodeScalars.first == "\u{FEFF}" { content.unicodeScalars.removeFirst() }
      files.append((path, content))
      return compose(content, shown)
    }
    guard FileManager.default.fileExists(atPath: folder + "/pipeline.yml") else {
      throw PipelineFolderError(folder: folder, problem: "it holds no 'pipeline.yml'")
    }
    for subfolder in [""] + Self.subfolders {
      refuseUnlisted(subfolder)
      refuseOtherEndings(in: subfolder)
    }
    refuseOtherFolders()
    let main = read("pipeline.yml")
    main?.allowOnly(.pipeline)
    let name = main?.requiredText("pipeline")
    if let schema = main?.text("schema"), schema.value != "1" {
      sink.error(
        at: schema.location, "schema '\(schema.value)' is not known", help: "this meibo reads 1")
    }
    if let zone = main?.text("time_zone"), zone.value != "Asia/Tokyo" {
      sink.error(
        at: zone.location, "time zone '\(zone.value)' is not supported", help: "Asia/Tokyo")
    }
    let channelFile = exists("channels.yml") ? read("channels.yml") : nil
    channelFile?.allowOnly(.channels)
    let consentFile = exists("consent.yml") ? read("consent.yml") : nil
    let sources = list("sources").compactMap(read).compactMap(SourceDefinition.init)
    let marts = list("marts").compactMap(read).compactMap(MartDefinition.init)
    let scenarios = list("scenarios").compactMap(read).compactMap(ScenarioDefinition.init)
    let messages = list("messages").compactMap(read).compactMap(MessageSetDefinition.init)
    refuseTwice(sources.map { ($0.name, $0.location) }, "source")
    refuseTwice(marts.map { ($0.name, $0.location) }, "mart")
    refuseTwice(scenarios.map { ($0.id, $0.location) }, "scenario")
    refuseTwice(
      scenarios.map { (String($0.number), $0.places.value("number")) }, "scenario number")
    refuseTwice(messages.map { ($0.scenario.value, $0.scenario.location) }, "entry of scenario")
    guard let main, let name else { return nil }
    return PipelineDefinition(
      name: name.value, label: main.text("label")?.value ?? name.value, location: name.location,
      parameters: ParameterDefinition.all(in: main), sources: sources, marts: marts,
      scenarios: scenarios.sorted { $0.number < $1.number }, messages: messages,
      channels: channelFile.map(ChannelDefinition.all) ?? [],
      sender: channelFile?.map("sender").flatMap(SenderDefinition.init),
      consent: consentFile.flatMap(ConsentDefinition.init),
      files: files.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) })
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + path)
  }

  private func list(_ subfolder: String) -> [String] {
    names(in: subfolder).filter { $0.hasSuffix(".yml") }.map { subfolder + "/" + $0 }
  }

  private static let subfolders = ["sources", "marts", "scenarios", "messages"]

  /// Definitions in a folder that nobody reads must not be taken for part of the pipeline.
  private func refuseOtherFolders() {
    for name in names(in: "") where !Self.subfolders.contains(name) {
      refuseDefinitions(below: name, help: Suggestion.help(for: name, in: Self.subfolders))
    }
    for subfolder in Self.subfolders {
      for name in names(in: subfolder) {
        refuseDefinitions(below: "\(subfolder)/\(name)", help: "put it into '\(subfolder)' itself")
      }
    }
  }

  private func refuseDefinitions(below path: String, help: String?) {
    let place = folder + "/" + path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue,
      let name = names(in: path).first(where: { $0.hasSuffix(".yml") })
    else { return }
    sink.error(
      at: SourceLocation(file: "\(place)/\(name)", line: 1, column: 1),
      "definitions in '\(path)' are not read", help: help)
  }

  /// A folder that is there and cannot be read is not an empty one.
  private func refuseUnlisted(_ subfolder: String) {
    let place = subfolder.isEmpty ? folder : folder + "/" + subfolder
    guard FileManager.default.fileExists(atPath: place),
      (try? FileManager.default.contentsOfDirectory(atPath: place)) == nil
    else { return }
    sink.error(
      at: SourceLocation(file: place, line: 1, column: 1), "the folder cannot be listed",
      help: "look at its permissions")
  }

  /// The names of a subfolder's files that are not hidden, in byte order; none if it is not there.
  private func names(in subfolder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + subfolder)
    return (names ?? [])
      .filter { !$0.hasPrefix(".") }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Whoever writes `consent.yaml` must not have it passed over.
  private func refuseOtherEndings(in subfolder: String) {
    for name in names(in: subfolder) where !name.hasSuffix(".yml") {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count > 1, let ending = parts.last, ["yml", "yaml"].contains(ending.lowercased())
      else { continue }
      let path = [folder, subfolder, name].filter { !$0.isEmpty }.joined(separator: "/")
      sink.error(
        at: SourceLocation(file: path, line: 1, column: 1), "definition files end in .yml",
        help: "rename it to '\(name.dropLast(ending.count))yml'")
    }
  }

  private func compose(_ content: String, _ shown: String) -> YAMLMap? {
    let file = DefinitionFile(path: shown, content: content)
    do {
      guard let node = try YAMLComposer.compose(content) else {
        sink.error(at: SourceLocation(file: shown, line: 1, column: 1), "the file is empty")
        return nil
      }
      return YAMLMap(node, file: file, sink: sink, what: "a definition file")
    } catch let refusal as YAMLRefusal {
      sink.error(
        at: refusal.mark.map(file.place) ?? SourceLocation(file: shown, line: 1, column: 1),
        refusal.message, help: refusal.help)
    } catch YamlError.parser(_, let problem, let mark, _) where problem.contains("nesting level") {
      let refusal = YAMLRefusal.tooDeep(mark)
      sink.error(at: file.place(of: mark), refusal.message, help: refusal.help)
    } catch YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _)
    {
      sink.error(at: file.place(of: mark), "not readable as YAML: \(problem)")
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      sink.error(at: file.place(of: context.mark), "key \(names) is given twice")
    } catch {
      sink.error(
        at: SourceLocation(file: shown, line: 1, column: 1), "not readable as YAML")
    }
    return nil
  }

  private func refuseTwice(_ names: [(String, SourceLocation)], _ what: String) {
    var seen: [String: SourceLocation] = [:]
    for (name, location) in names {
      // SQLite takes names for equal that differ only in the case of letters.
      let key = name.lowercased()
      if let first = seen[key] {
        sink.error(at: location, "\(what) '\(name)' is already defined in \(first.file)")
      } else {
        seen[key] = location
      }
    }
  }
}
