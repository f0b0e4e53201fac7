import Testing

@Suite("Marts read as they were written")
struct GoldenTests {
  @Test("a mart with a link, an aggregate and a flag over its own columns")
  func mart() throws {
    let world = try World([
      "sources/people.yml": MartTests.people, "sources/orders.yml": MartTests.orders,
      "marts/m.yml": """
      mart: m
      label: 注文
      rows: orders
      key: order
      columns:
        - {name: order, type: text}
        - {name: ordered_on, type: date, value: date(at)}
        - {name: days, type: int, value: days_since(at)}
        - {name: mail, type: text, value: "coalesce(buyer.mail, mail)"}
        - {name: loyal, type: bool, value: exists(orders where paid and yen > 100)}
        - {name: latest, type: bool, value: "is_latest(at within ordered_on, mail)"}
      """,
    ])
    #expect(try world.sql("m", on: "2026-11-19") == expected)
  }
}

private let expected = """
  -- mart m (注文) on 2026-11-19
  WITH
  -- orders as known at the end of 2026-11-19
  known_orders AS (
    SELECT
      "order",
      person,
      mail,
      family,
      at,
      CASE WHEN paid_at <= '2026-11-19T23:59:59' THEN paid_at END AS paid_at,
      yen
    FROM orders
    WHERE (at IS NULL OR at <= '2026-11-19T23:59:59')
  ),
  -- people as known at the end of 2026-11-19
  known_people AS (
    SELECT *
    FROM people
    WHERE (since IS NULL OR since <= '2026-11-19')
  ),
  -- the one people row of every orders row, by the first step that finds one
  orders_buyer AS (
    SELECT
      this."order",
      target.id AS target_id
    FROM known_orders AS this
    LEFT JOIN (
      SELECT
        own."order",
        MIN(their.id) AS target_id
      FROM known_orders AS own
      JOIN known_people AS their
        ON their.id = own.person
      GROUP BY own."order"
      HAVING COUNT(*) = 1
    ) AS step_1
      ON step_1."order" = this."order"
    LEFT JOIN (
      SELECT
        own."order",
        MIN(their.id) AS target_id
      FROM known_orders AS own
      JOIN known_people AS their
        ON their.mail = own.mail
      WHERE (own.family IS NULL OR their.family IS NULL OR own.family = their.family)
      GROUP BY own."order"
      HAVING COUNT(*) = 1
    ) AS step_2
      ON step_2."order" = this."order"
    LEFT JOIN (
      SELECT
        own."order",
        MIN(their.id) AS target_id
      FROM known_orders AS own
      JOIN known_people AS their
        ON their.other_mail = own.mail AND their.family = own.family
      GROUP BY own."order"
      HAVING COUNT(*) = 1
    ) AS step_3
      ON step_3."order" = this."order"
    LEFT JOIN known_people AS target
      ON target.id = COALESCE(step_1.target_id, step_2.target_id, step_3.target_id)
  ),
  -- orders folded by the people row they belong to
  orders_by_buyer AS (
    SELECT
      target_id,
      MAX(exists_1) AS exists_1
    FROM (
      SELECT
        buyer_link.target_id,
        CASE WHEN this.paid_at IS NOT NULL AND this.yen > 100 THEN 1 END AS exists_1
      FROM known_orders AS this
      LEFT JOIN orders_buyer AS buyer_link
        ON buyer_link."order" = this."order"
    ) AS judged
    WHERE target_id IS NOT NULL
    GROUP BY target_id
  ),
  -- columns made of the orders rows
  m_1 AS (
    SELECT
      this."order",
      -- ordered_on: date(at)
      substr(this.at, 1, 10) AS ordered_on,
      -- days: days_since(at)
      CASE
        WHEN substr(this.at, 1, 10) <= '2026-11-19'
        THEN CAST(julianday('2026-11-19') - julianday(substr(this.at, 1, 10)) AS INTEGER)
      END AS days,
      -- mail: coalesce(buyer.mail, mail)
      COALESCE(buyer.mail, this.mail) AS mail,
      -- loyal: exists(orders where paid and yen > 100)
      COALESCE(orders_of_buyer.exists_1, 0) AS loyal,
      this.at AS "this.at"
    FROM known_orders AS this
    LEFT JOIN orders_buyer AS buyer_link
      ON buyer_link."order" = this."order"
    LEFT JOIN known_people AS buyer
      ON buyer.id = buyer_link.target_id
    LEFT JOIN orders_by_buyer AS orders_of_buyer
      ON orders_of_buyer.target_id = buyer_link.target_id
  ),
  -- columns made of columns of m_1
  m_2 AS (
    SELECT
      made.*,
      -- latest: is_latest(at within ordered_on, mail)
      CASE
        WHEN made.ordered_on IS NULL OR made.mail IS NULL THEN 0
        WHEN ROW_NUMBER() OVER (
            PARTITION BY made.ordered_on, made.mail
            ORDER BY made."this.at" DESC, made."order" DESC
          ) = 1
        THEN 1
        ELSE 0
      END AS latest
    FROM m_1 AS made
  )
  SELECT
    "order",
    ordered_on,
    days,
    mail,
    loyal,
    latest
  FROM m_2
  ORDER BY "order"
  """
