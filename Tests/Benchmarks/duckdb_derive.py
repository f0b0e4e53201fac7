"""What meibo's stages derive and segment make, in DuckDB as a data engineer would write it by hand:
of the thirteen tables that duckdb_ingest.py leaves, the seven marts and the 23 entry segments with
their waterfall. Vectorised SQL only: hash joins and aggregates over narrow tables first, the wide
rows read and written once. Two threads.

It is for a first day: no earlier sends, so delivery events concern nobody, and nothing remembered.

Usage: duckdb_derive.py CLEANSED.duckdb WORK_DIR DATE [--one-table]
  --one-table  site_actions as one wide table; otherwise as meibo stores it: what all views of one
               customer share stands once (in customers), and a view of the mart's name joins it.

Measured and left out, since none took less CPU time: compression of any kind, one transaction for
all, no WAL, a memory limit, other write buffers, and the optimizer's own order of joins.
"""
import argparse
import datetime
import glob
import json
import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import duckdb

THREADS = 2
APP_INACTIVE_DAYS = 90
CANCEL_PAGE = "https://www.example.co.jp/mypage/cancel"

# Each channel, the kind of address it writes to and the columns of `customers` that hold one.
CHANNELS = {
    "email": ("email", ["email", "email_sub"]), "line": ("line_id", ["line_id"]),
    "sms": ("phone", ["phone"]), "push": ("token", ["fcm_token"])}
FORMS = {
    "document_requests": (1, "request_id", "requested_at"),
    "quotes": (2, "quote_id", "quoted_at"),
    "reservations": (3, "reservation_id", "reserved_at")}


def macros(day):
    """Small words for what many columns ask; from `day_end` on nothing is known yet."""
    return [
        f"this_day() AS DATE '{day}'", f"day_end() AS TIMESTAMP '{day}' + INTERVAL 1 DAY",
        "known(t) AS t IS NULL OR t < day_end()",
        "by_now(t) AS CASE WHEN t < day_end() THEN t END",
        "days_since(d) AS CASE WHEN d <= this_day() THEN this_day() - d END",
        "days_until(d) AS CASE WHEN d >= this_day() THEN d - this_day() END",
        """age(b) AS year(this_day()) - year(b) - CASE WHEN month(b) * 100 + day(b)
          > month(this_day()) * 100 + day(this_day()) THEN 1 ELSE 0 END""",
        """age_group(b) AS CASE WHEN b > this_day() OR b IS NULL THEN NULL WHEN age(b) < 10
          THEN '10歳未満' WHEN age(b) >= 90 THEN '90代以上' ELSE (age(b) // 10 * 10) || '代' END""",
        """gender_label(g) AS CASE g WHEN 'male' THEN '男性' WHEN 'female' THEN '女性'
          WHEN 'other' THEN 'その他' END""",
        # Of two answers those that are known count, and the stricter wins.
        "stricter(a, b) AS CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a ELSE a AND b END",
        # A refusal stands at the same second; of the agreements the later of events and forms
        # counts, over a permission that says no only if it is younger.
        """permitted(answer, answered_at, refused, agreed, ticked) AS
          (refused IS NULL OR coalesce(refused < agreed, false))
          AND (coalesce(answer, false) OR coalesce(CASE WHEN answer IS NULL
            THEN greatest(agreed, ticked) IS NOT NULL
            ELSE greatest(agreed, ticked) > answered_at END, false))""",
        # A text of a JSON array; few texts have anything that must be escaped.
        r"""json_text(x) AS CASE WHEN regexp_matches(x, '[\x00-\x1F"\\]') THEN to_json(x)::VARCHAR
          ELSE '"' || x || '"' END""",
        "first_places(l) AS list_filter(l, lambda x, i: x IS NOT NULL AND list_position(l, x) = i)",
        "json_list(l) AS '[' || nullif(array_to_string(first_places(l), ','), '') || ']'",
    ]


def matching():
    """名寄せ: of the forms that name no known customer, the customer that the first step gives which
    gives exactly one. The wide rows of a form are read once more, when its mart is made."""
    yield "form", "CREATE TEMP TABLE form AS " + " UNION ALL ".join(
        f"""SELECT {kind}::TINYINT AS kind, form.rowid::INTEGER AS number, {key} AS key,
          {at} AS moment, form_email, form_phone, form_family_name_key AS family,
          form_given_name_key AS given, form_email_permission, form_sms_permission,
          {'by_now(visited_at)' if kind == 3 else 'NULL::TIMESTAMP'} AS visited_at,
          {'by_now(cancelled_at)' if kind == 3 else 'NULL::TIMESTAMP'} AS cancelled_at,
          person.customer_id
          FROM source.{name} AS form LEFT JOIN person USING (customer_id) WHERE known({at})"""
        for name, (kind, key, at) in FORMS.items())
    not_other = """(form.family IS NULL OR person.family IS NULL OR form.family = person.family)
      AND (form.given IS NULL OR person.given IS NULL OR form.given = person.given)"""
    steps = [("email", f"form.form_email = person.email AND {not_other}"),
             ("email_sub", f"form.form_email = person.email_sub AND {not_other}"),
             ("phone", "form.form_phone = person.phone AND form.family = person.family")]
    found = []
    for step, condition in steps:
        left = " ".join(f"""ANTI JOIN by_{earlier} ON by_{earlier}.kind = form.kind
          AND by_{earlier}.number = form.number""" for earlier in found)
        yield f"by_{step}", f"""CREATE TEMP TABLE by_{step} AS
          SELECT kind, number, any_value(candidate) AS customer_id FROM (
            SELECT form.kind, form.number, person.customer_id AS candidate
            FROM form JOIN person ON {condition} WHERE form.customer_id IS NULL) AS form {left}
          GROUP BY kind, number HAVING count(*) = 1"""
        found.append(step)
    for kind, _, _ in FORMS.values():
        yield f"link_{kind}", f"CREATE TEMP TABLE link_{kind} AS " + " UNION ALL ".join(
            f"SELECT number, customer_id FROM by_{step} WHERE kind = {kind}" for step in found)
    yield "customer_form", "CREATE TEMP TABLE customer_form AS " + " UNION ALL ".join(
        f"""SELECT form.kind, moment, form_email, form_phone, form_email_permission,
          form_sms_permission, visited_at,
          coalesce(form.customer_id, link.customer_id) AS customer_id
          FROM (FROM form WHERE kind = {kind}) AS form LEFT JOIN link_{kind} AS link USING (number)
          WHERE form.customer_id IS NOT NULL OR link.customer_id IS NOT NULL"""
        for kind, _, _ in FORMS.values())


def consent():
    """What was said about everybody, by customer and by address, and what follows from it."""
    yield "said", """CREATE TEMP TABLE said AS
      SELECT customer_id, action IS NOT DISTINCT FROM 'opt_in' AS agrees,
        coalesce(channel, 'all') AS channel, coalesce(occurred_at, TIMESTAMP 'infinity') AS moment,
        address_email, address_phone, address_line_id, address_token
      FROM source.consent_events WHERE known(occurred_at) AND coalesce(topic, 'all') = 'all'
        AND CASE WHEN action = 'opt_in' THEN channel IS NOT NULL AND occurred_at IS NOT NULL
          ELSE until_on IS NULL OR until_on >= this_day() END"""
    maxima = ", ".join(
        f"""max(moment) FILTER (NOT agrees AND channel IN ('{channel}', 'all'))
          AS {channel}_refused,
        max(moment) FILTER (agrees AND channel IN ('{channel}', 'all')) AS {channel}_agreed"""
        for channel in CHANNELS)
    yield "said_by_customer", f"""CREATE TEMP TABLE said_by_customer AS
      SELECT customer_id, {maxima} FROM said WHERE customer_id IS NOT NULL GROUP BY customer_id"""
    for channel, (reading, _) in CHANNELS.items():
        column = f"address_{reading}"
        rows = f"""SELECT {column} AS address, moment,
            CASE WHEN agrees THEN 2 WHEN channel = 'all' THEN 0 ELSE 1 END AS what FROM said
          WHERE {column} IS NOT NULL AND channel IN ('{channel}', 'all')"""
        if channel in ("email", "sms"):  # what a customer ticks in a form
            address = f"form_{reading}"
            rows += f""" UNION ALL SELECT {address}, moment, 3 FROM customer_form
              WHERE form_{channel}_permission AND {address} IS NOT NULL AND moment IS NOT NULL"""
        yield f"said_by_{reading}", f"""CREATE TEMP TABLE said_by_{reading} AS
          SELECT address, max(moment) FILTER (what = 0) AS all_refused,
            max(moment) FILTER (what <= 1) AS refused, max(moment) FILTER (what = 2) AS agreed,
            max(moment) FILTER (what = 3) AS ticked FROM ({rows}) GROUP BY address"""
    # Every address of a customer is a source of its own; a refusal of all channels holds on each.
    joins, own = [], {channel: [] for channel in CHANNELS}
    for channel, (reading, columns) in CHANNELS.items():
        for column in columns:
            joins.append(f"LEFT JOIN said_by_{reading} AS {column}_said "
                         f"ON {column}_said.address = c.{column}")
            own[channel].append(f"{column}_said")
    every = [alias for aliases in own.values() for alias in aliases]

    def latest(what, channel):
        parts = [f"by_id.{channel}_{what}"] if what != "ticked" else []
        parts += [f"{alias}.{what}" for alias in own[channel]]
        if what == "refused":
            parts += [f"{alias}.all_refused" for alias in every if alias not in own[channel]]
        return f"greatest({', '.join(parts)})" if len(parts) > 1 else parts[0]

    def permission(channel):
        answer = f"c.{channel}_permission"
        if channel == "line":
            answer = f"stricter({answer}, member.line_permission)"
        decided = f"""permitted({answer}, c.updated_at, {latest('refused', channel)},
          {latest('agreed', channel)}, {latest('ticked', channel)})"""
        block = "coalesce(member.blocked_at >= day_end(), true) AND " if channel == "line" else ""
        return f"{block}{decided} AS {channel}_permission"

    yield "consent", f"""CREATE TEMP TABLE consent AS SELECT c.customer_id,
        {', '.join(permission(channel) for channel in CHANNELS)},
        {latest('refused', 'line')} AS line_refused, {latest('agreed', 'line')} AS line_agreed,
        member.joined_at IS NOT NULL AND by_now(member.blocked_at) IS NULL AS line_flag
      FROM source.customers AS c LEFT JOIN said_by_customer AS by_id USING (customer_id)
        {' '.join(joins)}
        LEFT JOIN source.line_members AS member ON member.line_id = c.line_id
          AND known(member.joined_at)
      WHERE known(c.registered_at)"""


LISTS = ["product_type_id", "product_type", "product_id", "product_name"]


def contracts():
    """What is asked of the contracts of a customer. There are few products: their texts are made
    once, and a contract holds the number of its product, by the order of lists."""
    listed = ", ".join(LISTS)
    yield "product", f"""CREATE TEMP TABLE product AS SELECT {listed},
        {', '.join(f'json_text({column}) AS {column}_text' for column in LISTS)},
        row_number() OVER (ORDER BY product_type_id NULLS FIRST, product_id NULLS FIRST)::INTEGER
          AS product,
        dense_rank() OVER (ORDER BY product_type_id NULLS FIRST, product_id NULLS FIRST) AS place
      FROM (SELECT DISTINCT {listed} FROM source.contracts WHERE known(started_on))"""
    same = " AND ".join(f"t.{column} IS NOT DISTINCT FROM product.{column}" for column in LISTS)
    yield "contract", f"""CREATE TEMP TABLE contract AS
      SELECT customer_id, contract_id, line_of_business, product, status, started_on, ended_on,
        next_renewal_on, last_renewal_on, renewals, paid_total,
        coalesce(started_on <= this_day(), false) AS begun,
        coalesce(started_on <= this_day() AND (status = 'active'
          AND (ended_on IS NULL OR ended_on >= this_day())
          OR status = 'cancelled' AND ended_on > this_day()), false) AS active,
        coalesce(status = 'cancelled' AND (ended_on IS NULL OR ended_on <= this_day()), false)
          AS cancelled
      FROM source.contracts AS t JOIN product ON {same}
      WHERE known(started_on) AND customer_id IS NOT NULL"""
    yield "held", """CREATE TEMP TABLE held AS
      SELECT customer_id, bool_or(active) AS contract_flag,
        bool_or(active AND line_of_business = 'life') AS life_contract_flag,
        bool_or(active AND line_of_business = 'nonlife') AS nonlife_contract_flag,
        min(started_on) FILTER (begun) AS first_contract_started_on,
        max(ended_on) FILTER (ended_on < this_day() AND NOT active) AS contract_ended_on,
        min(next_renewal_on) FILTER (active AND next_renewal_on >= this_day()) AS next_renewal_on,
        max(last_renewal_on) FILTER (active AND last_renewal_on <= this_day()) AS last_renewal_on,
        coalesce(sum(renewals) FILTER (begun), 0)::BIGINT AS renewal_count,
        coalesce(sum(paid_total) FILTER (begun), 0)::BIGINT AS paid_total,
        count(*) FILTER (active) AS current, min(product) FILTER (active) AS current_first,
        max(product) FILTER (active) AS current_last, count(*) FILTER (cancelled) AS cancelled,
        min(product) FILTER (cancelled) AS cancelled_first,
        max(product) FILTER (cancelled) AS cancelled_last
      FROM contract GROUP BY customer_id"""
    # One product is a list of its own, two of different places are in their order. Only the rest
    # is put in order by contract.
    pair = ", ".join(f"""CASE
        WHEN first.{column}_text IS NULL AND last.{column}_text IS NULL THEN NULL
        WHEN first.{column}_text IS NULL THEN '[' || last.{column}_text || ']'
        WHEN last.{column}_text IS NULL OR first.{column} = last.{column}
          THEN '[' || first.{column}_text || ']'
        ELSE '[' || first.{column}_text || ',' || last.{column}_text || ']' END AS {column}s"""
        for column in LISTS)
    several = ", ".join(f"json_list([product.{column} FOR product IN products]) AS {column}s"
                        for column in LISTS)
    packed = ", ".join(f"{column} := {column}_text" for column in LISTS)
    for kind, is_kind in [("current", "active"), ("cancelled", "cancelled")]:
        yield f"{kind}", f"""CREATE TEMP TABLE {kind} AS
          WITH pair AS MATERIALIZED (
            SELECT customer_id, {kind} = 2 AND first.place <> last.place AS is_easy, {pair}
            FROM (FROM held WHERE {kind}_first < {kind}_last) AS held
              JOIN product AS first ON first.product = {kind}_first
              JOIN product AS last ON last.product = {kind}_last)
          SELECT * EXCLUDE (is_easy) FROM pair WHERE is_easy UNION ALL
          SELECT customer_id, {several} FROM (
            SELECT customer_id, list(struct_pack({packed}) ORDER BY place, contract_id) AS products
            FROM contract JOIN (FROM pair WHERE NOT is_easy) AS pair USING (customer_id)
              JOIN product USING (product)
            WHERE {is_kind} GROUP BY customer_id)"""
    yield "ended", """CREATE TEMP TABLE ended AS
      SELECT customer_id, arg_max(CASE status WHEN 'cancelled' THEN '解約' WHEN 'lapsed' THEN '失効'
        ELSE '満期' END, row(coalesce(ended_on, DATE '9999-12-31'), contract_id)) AS label
      FROM contract JOIN (FROM held WHERE NOT contract_flag) AS held USING (customer_id)
      WHERE begun AND status IS NOT NULL GROUP BY customer_id"""


def customers():
    def listed(kind, column):
        return f"""coalesce({kind}.{column}s, '[' || {kind}_product.{column}_text || ']')
          AS {kind}_{column}s"""

    yield "asked", """CREATE TEMP TABLE asked AS SELECT customer_id, bool_or(kind = 1) AS requested,
        min(moment) FILTER (kind = 1)::DATE AS first_requested_on, bool_or(kind = 2) AS quoted,
        min(moment) FILTER (kind = 2)::DATE AS first_quoted_on,
        min(visited_at)::DATE AS first_visited_on
      FROM customer_form GROUP BY customer_id"""
    yield "customers", f"""CREATE TABLE customers AS SELECT c.customer_id, c.email, c.email_sub,
        consent.email_permission, c.line_id, consent.line_permission, c.phone,
        consent.sms_permission, c.fcm_token, consent.push_permission,
        gender_label(c.gender) AS gender, age_group(c.birth_date) AS age_group, c.prefecture,
        c.family_name, c.given_name,
        coalesce(asked.requested, false) AS document_request_flag, first_requested_on,
        days_since(first_requested_on) AS days_since_first_request,
        coalesce(asked.quoted, false) AS quote_flag, first_quoted_on,
        days_since(first_quoted_on) AS days_since_first_quote,
        coalesce(life_contract_flag, false) AS life_contract_flag,
        coalesce(nonlife_contract_flag, false) AS nonlife_contract_flag,
        {listed('current', 'product_type')}, first_visited_on IS NOT NULL AS visited_flag,
        coalesce(held.contract_flag, false) AS contract_flag,
        CASE WHEN held.contract_flag THEN '契約中' ELSE coalesce(ended.label, '未契約') END
          AS contract_status,
        first_contract_started_on,
        days_since(first_contract_started_on) AS days_since_first_contract,
        CASE WHEN NOT held.contract_flag THEN held.contract_ended_on END AS contract_ended_on,
        CASE WHEN NOT held.contract_flag THEN days_since(held.contract_ended_on) END
          AS days_since_contract_end,
        held.next_renewal_on, days_until(held.next_renewal_on) AS days_until_renewal,
        held.last_renewal_on, days_since(held.last_renewal_on) AS days_since_last_renewal,
        {listed('current', 'product_type_id')}, first_visited_on,
        days_since(first_visited_on) AS days_since_first_visit,
        {listed('current', 'product_id')}, {listed('current', 'product_name')},
        {', '.join(listed('cancelled', column) for column in LISTS)},
        coalesce(held.renewal_count, 0) AS renewal_count,
        coalesce(held.paid_total, 0) AS paid_total,
        c.email IS NOT NULL AS email_known_flag, consent.line_flag,
        coalesce(days_since(c.app_last_login_at::DATE) < {APP_INACTIVE_DAYS}, false) AS app_flag
      FROM source.customers AS c JOIN consent USING (customer_id)
        LEFT JOIN asked USING (customer_id) LEFT JOIN held USING (customer_id)
        LEFT JOIN ended USING (customer_id)
        LEFT JOIN current USING (customer_id) LEFT JOIN cancelled USING (customer_id)
        LEFT JOIN product AS current_product
          ON current_product.product = held.current_first AND current_first = current_last
        LEFT JOIN product AS cancelled_product
          ON cancelled_product.product = held.cancelled_first
            AND cancelled_first = cancelled_last"""


def forms():
    """A mart per form: contact, permissions and names of its customer, else its own."""
    products = "product_type_id, product_type, product_id, product_name"
    own = {
        "document_requests": f"""document_id, document_name, requested_at::DATE AS requested_on,
          days_since(requested_at::DATE) AS days_since_request, {products}""",
        "quotes": f"""quoted_at::DATE AS quoted_on, days_since(quoted_at::DATE) AS days_since_quote,
          {products}""",
        "reservations": f"""reserved_at::DATE AS reserved_on,
          days_since(reserved_at::DATE) AS days_since_reservation,
          visit_due_at::DATE AS visit_due_on, days_until(visit_due_at::DATE) AS days_until_visit,
          by_now(visited_at) IS NOT NULL AS visited_flag, by_now(visited_at)::DATE AS visited_on,
          days_since(visited_at::DATE) AS days_since_visit,
          by_now(form.cancelled_at) IS NOT NULL AS cancelled_flag,
          by_now(form.cancelled_at)::DATE AS cancelled_on,
          days_since(form.cancelled_at::DATE) AS days_since_cancellation,
          rebooked.moment IS NOT NULL AS rebooked_flag, rebooked.moment::DATE AS rebooked_on,
          days_since(rebooked.moment::DATE) AS days_since_rebooking, {products}"""}
    more = {"reservations": "store_id, store_name, staff_id, staff_name, form.topic, topic_source,"}
    helpers = {"reservations": ", by_now(cancelled_at) AS cancelled_at"}
    addresses = ["email", "phone", "line_id"]

    def mine_of(address):
        """An address of the row's person."""
        if address == "line_id":
            return "c.line_id"
        return f"(CASE WHEN c.customer_id IS NULL THEN form_{address} ELSE c.{address} END)"

    def mine(own, customers):
        return f"CASE WHEN c.customer_id IS NULL THEN {own} ELSE c.{customers} END AS {customers}"

    for name, (kind, key, at) in FORMS.items():
        # Narrow rows first: what is compared between rows of one day or one person.
        yield f"{name}: contact", f"""CREATE TEMP TABLE contact_{kind} AS
          SELECT number, key, moment, c.customer_id, c.line_id, cancelled_at,
            CASE WHEN c.customer_id IS NULL THEN form_email ELSE c.email END AS email,
            CASE WHEN c.customer_id IS NULL THEN form_phone ELSE c.phone END AS phone
          FROM (FROM form WHERE kind = {kind}) AS form LEFT JOIN link_{kind} AS link USING (number)
            LEFT JOIN customers AS c
              ON c.customer_id = coalesce(form.customer_id, link.customer_id)"""
        # Few rows share their day and address with another: only those are put in order.
        for address in addresses:
            yield f"{name}: {address}", f"""CREATE TEMP TABLE surpassed_{kind}_{address} AS
              SELECT number FROM (
                SELECT number, row_number() OVER (PARTITION BY moment::DATE, {address}
                  ORDER BY moment DESC, key DESC) AS place
                FROM contact_{kind} JOIN (
                  SELECT moment::DATE AS day, {address} FROM contact_{kind}
                  WHERE moment IS NOT NULL AND {address} IS NOT NULL
                  GROUP BY ALL HAVING count(*) > 1) AS shared USING ({address})
                WHERE moment::DATE = day) WHERE place > 1"""
        if kind == 3:
            same = ["that.customer_id = this.customer_id",
                    "this.customer_id IS NULL AND that.phone = this.phone",
                    "this.customer_id IS NULL AND this.phone IS NULL AND that.email = this.email"]
            found = " UNION ALL ".join(f"""SELECT this.number, that.moment FROM contact_3 AS that
              JOIN contact_3 AS this ON {condition} WHERE this.cancelled_at IS NOT NULL
                AND that.moment > this.cancelled_at AND that.number <> this.number"""
                for condition in same)
            yield f"{name}: rebooked", f"""CREATE TEMP TABLE rebooked AS
              SELECT number, min(moment) AS moment FROM ({found}) GROUP BY number"""
        uniques = ", ".join(
            f"""form.{at} IS NOT NULL AND {mine_of(address)} IS NOT NULL
            AND surpassed_{address}.number IS NULL AS {flag}_unique_today_flag"""
            for address, flag in zip(addresses, ["email", "sms", "line"]))
        joins = " ".join(f"""LEFT JOIN surpassed_{kind}_{address} AS surpassed_{address}
          ON surpassed_{address}.number = form.rowid""" for address in addresses)
        if kind == 3:
            joins += " LEFT JOIN rebooked ON rebooked.number = form.rowid"

        def permission(channel, reading, other):
            return f"""CASE WHEN c.customer_id IS NULL THEN permitted(form_{channel}_permission,
              form.{at}, greatest(said_{reading}.refused, said_{other}.all_refused),
              said_{reading}.agreed, said_{reading}.ticked)
              ELSE c.{channel}_permission END AS {channel}_permission"""

        yield name, f"""CREATE TABLE {name} AS
          SELECT {key}, {mine('form_email', 'email')}, c.email_sub,
            {permission('email', 'email', 'phone')}, c.line_id,
            coalesce(c.line_permission, false) AS line_permission,
            {mine('form_phone', 'phone')},
            {permission('sms', 'phone', 'email')}, c.fcm_token,
            coalesce(c.push_permission, false) AS push_permission, {own[name]},
            coalesce(c.contract_flag, false) AS contract_flag, c.gender, c.age_group,
            {mine('form_prefecture', 'prefecture')}, {mine('form_family_name', 'family_name')},
            {mine('form_given_name', 'given_name')},
            {more.get(name, '')} {uniques}, c.customer_id, {at} {helpers.get(name, '')}
          FROM source.{name} AS form LEFT JOIN link_{kind} AS link ON link.number = form.rowid
            LEFT JOIN customers AS c ON c.customer_id = coalesce(link.customer_id, form.customer_id)
            LEFT JOIN said_by_email AS said_email ON c.customer_id IS NULL
              AND said_email.address = form.form_email
            LEFT JOIN said_by_phone AS said_phone ON c.customer_id IS NULL
              AND said_phone.address = form.form_phone
            {joins}
          WHERE known({at})"""


CONTACT = """c.email, c.email_sub, coalesce(c.email_permission, false) AS email_permission,
  c.line_id, coalesce(c.line_permission, false) AS line_permission, c.phone,
  coalesce(c.sms_permission, false) AS sms_permission, c.fcm_token,
  coalesce(c.push_permission, false) AS push_permission"""
PERSON = "c.gender, c.age_group, c.prefecture, c.family_name, c.given_name"


def others():
    yield "campaign_grants", f"""CREATE TABLE campaign_grants AS
      SELECT customer_id || '-' || campaign_id AS grant_key, {CONTACT}, customer_id, campaign_id,
        campaign_name, granted_on, days_since(granted_on) AS days_since_grant,
        by_now(used_on) AS used_on, coalesce(granted_on <= this_day(), false) AS granted_flag,
        by_now(used_on) IS NOT NULL AS used_flag, {PERSON}
      FROM source.campaign_grants LEFT JOIN customers AS c USING (customer_id)
      WHERE known(granted_on)"""
    # A LINE ID that is its customer's own has the customer's permission.
    yield "line_owner", """CREATE TEMP TABLE line_owner AS
      SELECT line_id, any_value(customer_id) AS customer_id FROM customers
      WHERE line_id IS NOT NULL GROUP BY line_id HAVING count(*) = 1"""
    yield "line_members", """CREATE TABLE line_members AS
      SELECT member.line_id, c.email, c.email_sub,
        coalesce(c.email_permission, false) AS email_permission, c.customer_id,
        CASE WHEN c.line_id = member.line_id THEN c.line_permission
          ELSE by_now(member.blocked_at) IS NULL AND permitted(
            stricter(own.line_permission, member.line_permission),
            CASE WHEN c.customer_id IS NULL THEN member.joined_at ELSE own.updated_at END,
            greatest(consent.line_refused, said.refused),
            greatest(consent.line_agreed, said.agreed), NULL) END AS line_permission,
        c.customer_id IS NOT NULL AS line_linked_flag, member.joined_at::DATE AS joined_on,
        days_since(member.joined_at::DATE) AS days_since_join
      FROM source.line_members AS member
        LEFT JOIN person ON person.customer_id = member.customer_id
        LEFT JOIN line_owner AS owner ON owner.line_id = member.line_id
        LEFT JOIN customers AS c ON c.customer_id = coalesce(person.customer_id, owner.customer_id)
        LEFT JOIN source.customers AS own ON own.customer_id = c.customer_id
        LEFT JOIN consent ON consent.customer_id = c.customer_id
        LEFT JOIN said_by_line_id AS said ON said.address = member.line_id
      WHERE known(member.joined_at)"""


def views(one_table):
    """Page views with the customers of their visitors. They need no temporary table of the others,
    so that they can be made beside them."""
    # Nearly every visitor is one customer; where several were seen last in the same second, the
    # greatest access_id decides.
    yield "visitor", """CREATE TEMP TABLE visitor AS
      WITH seen AS MATERIALIZED (
        SELECT visitor_id, customer_id, max(coalesce(viewed_at, TIMESTAMP '-infinity')) AS latest
        FROM source.web_access
        WHERE customer_id IS NOT NULL AND visitor_id IS NOT NULL AND known(viewed_at)
        GROUP BY visitor_id, customer_id),
      last_seen AS MATERIALIZED (
        SELECT visitor_id, max(latest) AS latest, arg_max(customer_id, latest) AS customer_id,
          count(*) AS customers
        FROM seen GROUP BY visitor_id),
      tied AS MATERIALIZED (
        SELECT visitor_id, any_value(last_seen.latest) AS latest
        FROM seen JOIN (FROM last_seen WHERE customers > 1) AS last_seen USING (visitor_id, latest)
        GROUP BY visitor_id HAVING count(*) > 1)
      SELECT visitor_id, customer_id, c.email_permission, c.contract_flag
        FROM last_seen ANTI JOIN tied USING (visitor_id) JOIN customers AS c USING (customer_id)
      UNION ALL
      SELECT visitor_id, customer_id, c.email_permission, c.contract_flag FROM (
        SELECT visitor_id, arg_max(customer_id, access_id) AS customer_id
        FROM source.web_access AS view JOIN tied USING (visitor_id)
        WHERE customer_id IS NOT NULL AND known(viewed_at)
          AND coalesce(viewed_at, TIMESTAMP '-infinity') = latest
        GROUP BY visitor_id) JOIN customers AS c USING (customer_id)"""
    views = """source.web_access AS view LEFT JOIN visitor ON visitor.visitor_id = view.visitor_id
        AND view.customer_id IS NULL"""
    named = "coalesce(view.customer_id, visitor.customer_id)"
    shared = f"""{CONTACT}, c.customer_id"""
    contract = f"""coalesce(c.contract_flag, false) AS contract_flag, c.current_product_type_ids,
        c.current_product_types, c.current_product_ids, c.current_product_names"""
    if one_table:
        yield "site_actions", f"""CREATE TABLE site_actions AS
          SELECT access_id, {shared}, view.visitor_id, {contract}, page_title, page_url, viewed_at,
            days_since(viewed_at::DATE) AS days_since_view, {PERSON}
          FROM {views} LEFT JOIN customers AS c ON c.customer_id = {named} WHERE known(viewed_at)"""
    else:
        # The two flags that segments ask of every view stand in its row too. A view that names its
        # customer is looked up among customers, any other among visitors, never in both.
        flags = ["email_permission", "contract_flag"]
        yield "site_actions", f"""CREATE TABLE site_action_rows AS
          SELECT access_id, coalesce(c.customer_id, visitor.customer_id) AS customer_id,
            view.visitor_id, page_title, page_url, viewed_at,
            days_since(viewed_at::DATE) AS days_since_view,
            {', '.join(f'coalesce(c.{flag}, visitor.{flag}, false) AS {flag}' for flag in flags)}
          FROM {views} LEFT JOIN customers AS c ON c.customer_id = view.customer_id
          WHERE known(viewed_at)"""
        for flag in flags:
            own = f"coalesce(c.{flag}, false) AS {flag}"
            shared, contract = (part.replace(own, f"view.{flag}") for part in (shared, contract))
        yield "site_actions: view", f"""CREATE VIEW site_actions AS
          SELECT access_id, {shared.replace('c.customer_id', 'view.customer_id')}, visitor_id,
            {contract}, page_title, page_url, viewed_at, days_since_view, {PERSON}
          FROM site_action_rows AS view LEFT JOIN customers AS c USING (customer_id)"""


# Scenario, mart, conditions in their order.
UNIQUE = "email_unique_today_flag or email is null"
SCENARIOS = [
    ("document_request_contract", "document_requests", [
        "email_permission", "days_since_request = 1", "not contract_flag", UNIQUE]),
    ("document_request_dormant", "document_requests", [
        "email_permission", "days_since_request = 60", "not contract_flag", UNIQUE]),
    ("quote_contract", "quotes", [
        "email_permission", "days_since_quote = 1", "not contract_flag", UNIQUE]),
    ("quote_dormant", "quotes", [
        "email_permission", "days_since_quote = 60", "not contract_flag", UNIQUE]),
    ("visit_reminder", "reservations", [
        "email_permission", "days_until_visit = 7", "not cancelled_flag", "not visited_flag",
        "not contract_flag"]),
    ("visit_rebooking", "reservations", [
        "email_permission", "cancelled_flag", "days_since_cancellation = 1", "not rebooked_flag"]),
    ("visit_contract", "reservations", [
        "email_permission", "visited_flag", "days_since_visit = 1", "not contract_flag"]),
    ("visit_dormant", "reservations", [
        "email_permission", "visited_flag", "days_since_visit = 60", "not contract_flag"]),
    ("site_contract", "site_actions", [
        "email_permission", "days_since_view = 1", "not contract_flag"]),
    ("cancel_page_retention", "site_actions", [
        "email_permission", "days_since_view = 1", "page_url contains cancel_page_url",
        "contract_flag"]),
    ("life_cross_sell", "customers", [
        "email_permission", "life_contract_flag", "not nonlife_contract_flag"]),
    ("nonlife_cross_sell", "customers", [
        "email_permission", "nonlife_contract_flag", "not life_contract_flag"]),
    ("contract_follow", "customers", [
        "email_permission", "days_since_first_contract = 1", "contract_flag"]),
    ("renewal_reminder", "customers", ["email_permission", "days_until_renewal = 30"]),
    ("accessory_purchase", "customers", ["email_permission", "contract_flag"]),
    ("renewal_plan_up", "customers", ["email_permission", "days_until_renewal = 30"]),
    ("campaign_benefit_use", "campaign_grants", [
        "email_permission", "days_since_grant = 7", "granted_flag", "not used_flag"]),
    ("member_service_use", "customers", ["email_permission", "contract_flag"]),
    ("friend_referral", "customers", ["email_permission"]),
    ("email_address_collection", "customers", ["sms_permission", "not email_known_flag"]),
    ("line_linking", "line_members", [
        "line_permission", "not line_linked_flag", "days_since_join = 1"]),
    ("line_adoption", "customers", ["email_permission", "not line_flag"]),
    ("app_adoption", "customers", ["email_permission", "not app_flag"])]
KEYS = {"document_requests": "request_id", "quotes": "quote_id", "reservations": "reservation_id",
        "customers": "customer_id", "campaign_grants": "grant_key", "line_members": "line_id"}


def condition(words):
    if "contains" in words:
        return f"contains(page_url, '{CANCEL_PAGE}')"
    return f"({words})"


def segments(one_table):
    """A waterfall from one pass over each mart, which counts the rows by the conditions they meet,
    and a table for each segment."""
    rows_of = {} if one_table else {"site_actions": "site_action_rows"}
    counts = []
    for mart in dict.fromkeys(mart for _, mart, _ in SCENARIOS):
        here = [scenario for scenario in SCENARIOS if scenario[1] == mart]
        words = list(dict.fromkeys(words for _, _, conditions in here for words in conditions))
        steps = [(name, place, conditions[:place]) for name, _, conditions in here
                 for place in range(len(conditions) + 1)]
        met = ", ".join(f"{condition(word)} AS met_{n}" for n, word in enumerate(words))
        listed = ", ".join(
            f"{{scenario: '{name}', position: {place}, "
            f"condition: {repr(first[-1]) if first else 'NULL'}}}" for name, place, first in steps)
        sums = ", ".join(
            "coalesce(sum(rows) FILTER (" + (" AND ".join(
                f"met_{words.index(word)}" for word in first) or "true") + "), 0)::BIGINT"
            for _, _, first in steps)
        counts.append(f"""SELECT unnest([{listed}], recursive := true), unnest([{sums}]) AS rows
          FROM (SELECT {met}, count(*) AS rows FROM {rows_of.get(mart, mart)} GROUP BY ALL)""")
    yield "waterfall", f"CREATE TABLE waterfall AS {' UNION ALL '.join(counts)}"
    for scenario, mart, conditions in SCENARIOS:
        met = " AND ".join(map(condition, conditions))
        if mart == "site_actions":  # the person's latest view that qualifies
            select = f"""SELECT customer_id AS subject_key,
              arg_max(access_id, row(viewed_at, access_id)) AS row_key
              FROM {rows_of.get(mart, mart)}
              WHERE {met} AND customer_id IS NOT NULL GROUP BY customer_id"""
        else:
            key = KEYS[mart]
            distinct = "DISTINCT" if mart == "campaign_grants" else ""  # a key put together
            select = f"""SELECT {distinct} {key} AS subject_key, {key} AS row_key
              FROM {mart} WHERE {met}"""
        yield f"segment_{scenario}", f"CREATE TABLE segment_{scenario} AS {select}"


def people():
    yield "person", """CREATE TEMP TABLE person AS SELECT customer_id, email, email_sub, phone,
        family_name_key AS family, given_name_key AS given
      FROM source.customers WHERE known(registered_at)"""
    for part in [matching(), consent(), contracts(), customers()]:
        yield from part


def execute(connection, statements, seconds):
    for name, statement in statements:
        start = time.perf_counter()
        connection.execute(statement)
        seconds[name] = round(time.perf_counter() - start, 3)
        print(f"{name:<36}{seconds[name]:>8.3f} s", flush=True)


def connect(target, cleansed, date):
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{target}' AS marts; ATTACH '{cleansed}' AS source (READ_ONLY)")
    connection.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
    connection.execute("SET force_compression = 'uncompressed'")
    # Joins are written in the order in which they are best made, what is looked up on the right.
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    # One checkpoint, at the end.
    connection.execute("SET wal_autocheckpoint = '1TB'")
    beside = connection.cursor()
    for each in (connection, beside):
        each.execute("USE marts")
        for macro in macros(date):
            each.execute("CREATE TEMP MACRO " + macro)
    return connection, beside


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cleansed")
    parser.add_argument("work")
    parser.add_argument("date", type=datetime.date.fromisoformat)
    parser.add_argument("--one-table", action="store_true")
    arguments = parser.parse_args()
    start = time.perf_counter()
    os.makedirs(arguments.work, exist_ok=True)
    target = os.path.join(arguments.work, "marts.duckdb")
    for old in glob.glob(glob.escape(target) + "*"):
        os.remove(old)
    connection, beside = connect(target, arguments.cleansed, arguments.date)
    seconds = {}
    execute(connection, people(), seconds)
    # The page views fill the gaps that short statements leave on a second core.
    with ThreadPoolExecutor(1) as pool:
        of_views = pool.submit(execute, beside, views(arguments.one_table), seconds)
        execute(connection, chain(forms(), others()), seconds)
        of_views.result()
    execute(connection, segments(arguments.one_table), seconds)
    begun = time.perf_counter()
    beside.close()
    connection.close()
    seconds["close"] = round(time.perf_counter() - begun, 3)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "wall": round(time.perf_counter() - start, 3),
        "cpu": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mib": round(usage.ru_maxrss / 1024), "bytes": os.path.getsize(target),
        "seconds": seconds}))


if __name__ == "__main__":
    main()
