/// Words that SQLite or Spark may take for their own where a name is meant.
let sqlWords: Set<String> = Set(
  """
  abort add after all alter always analyze and anti any array as asc attach authorization
  autoincrement before begin between both by cascade case cast char check collate column commit
  conflict constraint create cross cube current current_date current_time current_timestamp
  current_user database date default deferrable deferred delete desc detach distinct do drop each
  else end escape except exclude exclusive exists explain extract fail false fetch filter first
  following for foreign from full function generated glob grant group grouping groups having hour
  if ignore immediate in index indexed initially inner insert instead interval intersect into is
  isnull join json last lateral leading left like limit local match materialized merge minus
  minute month natural no not nothing notnull null nulls of offset on only or order others outer
  over overlaps overlay partition plan position pragma preceding primary query raise range
  recursive references regexp reindex release rename replace restrict returning right rollback
  rollup row rows savepoint second select semi session_user set similar some start table
  tablesample temp temporary then ties time timestamp to trailing transaction trigger trim true
  truncate unbounded union unique unknown update user using vacuum values view virtual when where
  window with within without year
  """.split(whereSeparator: \.isWhitespace).map(String.init))
