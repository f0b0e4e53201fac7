"""The customers' exports through DuckDB as a data team would do it: CP932 and gzip undone by
iconv and gunzip, all columns read as text with bad lines skipped, cleansed as well as SQL can,
the newest record of each customer kept in a database file. Two threads."""
import glob
import os
import subprocess
import sys

import duckdb

exports, target = sys.argv[1:3]
work = "build/bench/duckdb-work"
os.makedirs(work, exist_ok=True)
for old in glob.glob(work + "/*") + glob.glob(target + "*"):
    os.remove(old)
for path in sorted(glob.glob(os.path.join(exports, "customers*"))):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    command = f"{'gunzip -c' if packed else 'cat'} '{path}' | iconv -c -f CP932 -t UTF-8"
    name = os.path.basename(path).removesuffix(".gz") + ".utf8"
    with open(os.path.join(work, name), "wb") as file:
        subprocess.run(["sh", "-c", command], stdout=file, check=False)

FULL = "".join(chr(c) for c in range(0xFF01, 0xFF5E)) + "\u3000"
HALF = "".join(chr(c) for c in range(0x21, 0x7E)) + " "
connection = duckdb.connect(target)
connection.execute("SET threads = 2")
connection.execute("SET preserve_insertion_order = false")
connection.execute(f"""
CREATE MACRO fold(x) AS CASE WHEN strlen(x) = length(x) THEN trim(x)
  ELSE trim(translate(x, '{FULL.replace("'", "''")}', '{HALF.replace("'", "''")}')) END;
CREATE MACRO word(x) AS CASE WHEN lower(x) IN ('', 'null', 'n/a', '#n/a', '-', 'ー', 'なし', '未入力')
  THEN NULL ELSE x END;
CREATE MACRO flag(x) AS CASE
  WHEN lower(x) IN ('1','true','t','yes','y','on','○','可','許可','はい','有','あり','同意','済')
    THEN true
  WHEN lower(x) IN ('0','false','f','no','n','off','×','不可','拒否','いいえ','無','なし','未')
    THEN false END;
CREATE MACRO day(x) AS CAST(try_strptime(word(x),
  ['%Y/%m/%d','%Y-%m-%d','%Y.%m.%d','%Y%m%d','%Y年%m月%d日']) AS DATE);
CREATE MACRO moment(x) AS try_strptime(word(x),
  ['%Y/%m/%d %H:%M:%S','%Y-%m-%d %H:%M:%S','%Y/%m/%d %H:%M','%Y-%m-%dT%H:%M:%S','%Y/%m/%d']);
CREATE MACRO mail(x) AS CASE WHEN regexp_full_match(lower(word(x)),
  '[a-z0-9.!#$%&''*+/=?^_`{{|}}~-]{{1,64}}@[a-z0-9-]+(\\.[a-z0-9-]+)+') THEN lower(word(x)) END;
CREATE MACRO mobile(x) AS CASE
  WHEN regexp_full_match(regexp_replace(word(x), '[^0-9]', '', 'g'), '0[6-9]0[1-9][0-9]{{7}}')
  THEN '+81' || substr(regexp_replace(word(x), '[^0-9]', '', 'g'), 2) END;
CREATE MACRO company(x) AS regexp_replace(regexp_replace(x, '\\(株\\)|㈱', '株式会社', 'g'),
  '\\(有\\)|㈲', '有限会社', 'g');
""")
connection.execute(f"""
CREATE TABLE customers AS
WITH raw AS (
  SELECT fold(COLUMNS(*)) FROM read_csv('{work}/*.utf8', header = true, all_varchar = true, union_by_name = true,
    ignore_errors = true, strict_mode = false, max_line_size = 2000000))
SELECT word("顧客ID") AS customer_id, "姓" AS family_name, "名" AS given_name,
  word("セイ") AS family_kana, word("メイ") AS given_kana, company("会社名") AS company_name,
  trim("部署") AS department, trim("役職") AS job_title, trim("業種") AS industry,
  try_cast(replace(word("従業員数"), ',', '') AS BIGINT) AS employees,
  mail("メールアドレス") AS email, mail("サブメールアドレス") AS email_sub,
  mobile("携帯電話番号") AS phone, word("LINE ID") AS line_id, word("FCMトークン") AS fcm_token,
  day("生年月日") AS birth_date,
  CASE WHEN "性別" IN ('男','男性','M','1') THEN 'male'
    WHEN "性別" IN ('女','女性','F','2') THEN 'female' END AS gender,
  regexp_replace(regexp_replace(word("郵便番号"), '[^0-9]', '', 'g'), '(...)(....)', '\\1-\\2')
    AS postal_code,
  word("都道府県") AS prefecture, trim("住所") AS address, flag("メルマガ許可") AS email_permission,
  flag("LINE配信許可") AS line_permission, flag("SMS配信許可") AS sms_permission,
  flag("アプリpush許可") AS push_permission, moment("アプリ最終ログイン日時") AS app_last_login_at,
  trim("対応状況") AS handling_status, moment("登録日時") AS registered_at,
  moment("更新日時") AS updated_at
FROM raw WHERE word("顧客ID") IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY word("顧客ID") ORDER BY moment("更新日時") DESC NULLS LAST) = 1
""")
connection.close()
