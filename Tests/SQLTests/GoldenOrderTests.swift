import Testing

@Suite("Marts with ordered rows read as they were written")
struct GoldenOrderTests {
  @Test("lists, the last row, what comes after, a carried link and a named condition")
  func mart() throws {
    let world = try World([
      "sources/people.yml": RelatedOrderTests.people, "sources/visits.yml": Self.visits,
      "marts/m.yml": """
      mart: m
      label: 来店
      rows: visits
      key: visit
      columns:
        - {name: visit, type: text}
        - {name: title, type: text, value: "concat(person, '様')"}
        - {name: costly, type: bool, value: dear}
        - {name: cheap, type: bool, value: not dear}
        - {name: stores, type: list, value: list(visits.store where dear)}
        - {name: again, type: timestamp, value: "earliest_after(booked_at, left_at within title)"}
        - {name: store, type: text, value: "last(visits.store by left_at)"}
      """,
    ])
    #expect(try world.sql("m", on: "2026-11-19") == expected)
  }

  private static let visits = """
    source: visits
    files: "visits*.csv"
    key: [visit]
    columns:
      - {name: visit, header: visit, type: id}
      - {name: cookie, header: cookie, type: id}
      - {name: person, header: person, type: id}
      - {name: store, header: store, type: text}
      - {name: booked_at, header: booked_at, type: timestamp}
      - {name: left_at, header: left_at, type: timestamp}
      - {name: yen, header: yen, type: money}
    order: [store]
    links:
      visitor:
        source: people
        match:
          - {column: person, equals: id, carried_within: cookie, latest_by: [booked_at]}
    conditions:
      dear: yen > 100
    """
}

private let expected = """
  -- mart m (来店) on 2026-11-19
  WITH
  -- visits as known at the end of 2026-11-19
  known_visits AS (
    SELECT *
    FROM visits
  ),
  -- the person of the latest visits row of each cookie that has one
  visits_person_by_cookie AS (
    SELECT
      cookie,
      person
    FROM (
      SELECT
        cookie,
        person,
        ROW_NUMBER() OVER (
          PARTITION BY cookie
          ORDER BY booked_at DESC, visit DESC
        ) AS place
      FROM known_visits
      WHERE person IS NOT NULL
    ) AS numbered
    WHERE place = 1
  ),
  -- people as known at the end of 2026-11-19
  known_people AS (
    SELECT *
    FROM people
  ),
  -- the one people row of every visits row, by the first step that finds one
  visits_visitor AS (
    SELECT
      this.visit,
      target.id AS target_id
    FROM known_visits AS this
    LEFT JOIN (
      SELECT
        own.visit,
        MIN(their.id) AS target_id
      FROM known_visits AS own
      JOIN visits_person_by_cookie AS lent
        ON lent.cookie = own.cookie
      JOIN known_people AS their
        ON their.id = lent.person
      WHERE own.person IS NULL
      GROUP BY own.visit
      HAVING COUNT(*) = 1
    ) AS step_1
      ON step_1.visit = this.visit
    LEFT JOIN known_people AS target
      ON target.id = step_1.target_id
  ),
  -- what each visits row brings to the lists, and its place among those of its kind
  texts_of_visits_by_visitor AS (
    SELECT
      visitor_link.target_id,
      CASE WHEN this.yen > 100 THEN this.store END AS list_1,
      ROW_NUMBER() OVER (
        PARTITION BY visitor_link.target_id
        ORDER BY COALESCE(this.store, ''), this.visit
      ) AS place
    FROM known_visits AS this
    LEFT JOIN visits_visitor AS visitor_link
      ON visitor_link.visit = this.visit
  ),
  -- visits listed by the people row they belong to
  listed_visits_by_visitor AS (
    SELECT
      target_id,
      MAX(CASE WHEN list = 1 THEN items END) AS list_1
    FROM (
      SELECT
        target_id,
        list,
        json_group_array(item) OVER (
          PARTITION BY target_id, list
          ORDER BY place
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS items
      FROM (
        SELECT
          target_id,
          1 AS list,
          list_1 AS item,
          MIN(place) AS place
        FROM texts_of_visits_by_visitor
        WHERE target_id IS NOT NULL
          AND list_1 IS NOT NULL
        GROUP BY target_id, list_1
      ) AS firsts
    ) AS lists
    GROUP BY target_id
  ),
  -- the last of the visits that belong to each people row
  last_visits_by_visitor AS (
    SELECT
      target_id,
      last_1
    FROM (
      SELECT
        target_id,
        last_1,
        ROW_NUMBER() OVER (
          PARTITION BY target_id
          ORDER BY order_1 DESC, order_2 DESC
        ) AS place
      FROM (
        SELECT
          visitor_link.target_id,
          this.store AS last_1,
          this.left_at AS order_1,
          this.visit AS order_2
        FROM known_visits AS this
        LEFT JOIN visits_visitor AS visitor_link
          ON visitor_link.visit = this.visit
      ) AS judged
      WHERE target_id IS NOT NULL
    ) AS numbered
    WHERE place = 1
  ),
  -- columns made of the visits rows
  m_1 AS (
    SELECT
      this.visit,
      -- title: concat(person, '様')
      this.person || '様' AS title,
      -- costly: dear
      CASE WHEN this.yen > 100 THEN 1 ELSE 0 END AS costly,
      -- cheap: not dear
      CASE WHEN (this.yen > 100) IS NOT TRUE THEN 1 ELSE 0 END AS cheap,
      -- stores: list(visits.store where dear)
      listed_visits_of_visitor.list_1 AS stores,
      -- store: last(visits.store by left_at)
      last_visits_of_visitor.last_1 AS store,
      this.booked_at AS "this.booked_at",
      this.left_at AS "this.left_at"
    FROM known_visits AS this
    LEFT JOIN visits_visitor AS visitor_link
      ON visitor_link.visit = this.visit
    LEFT JOIN listed_visits_by_visitor AS listed_visits_of_visitor
      ON listed_visits_of_visitor.target_id = visitor_link.target_id
    LEFT JOIN last_visits_by_visitor AS last_visits_of_visitor
      ON last_visits_of_visitor.target_id = visitor_link.target_id
  ),
  -- a moment and a bound of every row, and by what its person is known
  moments_of_m_1 AS (
    SELECT
      made.visit AS key_1,
      made."this.booked_at" AS moment,
      made."this.left_at" AS bound,
      made.title AS person_1
    FROM m_1 AS made
  ),
  -- the earliest moment after a row's bound, of the other rows of the same person
  earliest_of_m_1 AS (
    SELECT
      this.key_1,
      MIN(other.moment) AS moment
    FROM moments_of_m_1 AS this
    JOIN moments_of_m_1 AS other
      ON other.person_1 = this.person_1
    WHERE other.moment > this.bound
      AND other.key_1 <> this.key_1
    GROUP BY this.key_1
  ),
  -- columns made of columns of m_1
  m_2 AS (
    SELECT
      made.*,
      -- again: earliest_after(booked_at, left_at within title)
      earliest_1.moment AS again
    FROM m_1 AS made
    LEFT JOIN earliest_of_m_1 AS earliest_1
      ON earliest_1.key_1 = made.visit
  )
  SELECT
    visit,
    title,
    costly,
    cheap,
    stores,
    again,
    store
  FROM m_2
  ORDER BY visit
  """
