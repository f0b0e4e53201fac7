import Store
import Table

/// What both writers of a stage file do, as `BulkStageWriter` says it.
protocol StageFileWriter: AnyObject {
  func add(_ table: Table, _ description: TableDescription) throws
  func add(_ parts: TableParts, _ description: TableDescription) throws
  func publish() throws
}

extension BulkStageWriter: StageFileWriter {}
