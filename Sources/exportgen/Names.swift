/// Family and given names: common ones, put together at random, so that nobody in particular is
/// meant. The reading is in katakana; the last part is for e-mail addresses.
enum Names {
  typealias Name = (kanji: String, kana: String, roman: String)

  static let families: [Name] = [
    ("佐藤", "サトウ", "sato"), ("鈴木", "スズキ", "suzuki"), ("高橋", "タカハシ", "takahashi"),
    ("田中", "タナカ", "tanaka"), ("伊藤", "イトウ", "ito"), ("渡辺", "ワタナベ", "watanabe"),
    ("山本", "ヤマモト", "yamamoto"), ("中村", "ナカムラ", "nakamura"),
    ("小林", "コバヤシ", "kobayashi"), ("加藤", "カトウ", "kato"), ("吉田", "ヨシダ", "yoshida"),
    ("山田", "ヤマダ", "yamada"), ("佐々木", "ササキ", "sasaki"),
    ("山口", "ヤマグチ", "yamaguchi"), ("松本", "マツモト", "matsumoto"),
    ("井上", "イノウエ", "inoue"), ("木村", "キムラ", "kimura"), ("林", "ハヤシ", "hayashi"),
    ("斎藤", "サイトウ", "saito"), ("清水", "シミズ", "shimizu"),
    ("山崎", "ヤマザキ", "yamazaki"), ("森", "モリ", "mori"), ("池田", "イケダ", "ikeda"),
    ("橋本", "ハシモト", "hashimoto"), ("阿部", "アベ", "abe"), ("石川", "イシカワ", "ishikawa"),
    ("中島", "ナカジマ", "nakajima"), ("前田", "マエダ", "maeda"), ("藤田", "フジタ", "fujita"),
    ("小川", "オガワ", "ogawa"), ("後藤", "ゴトウ", "goto"), ("岡田", "オカダ", "okada"),
    ("長谷川", "ハセガワ", "hasegawa"), ("村上", "ムラカミ", "murakami"),
    ("近藤", "コンドウ", "kondo"), ("石井", "イシイ", "ishii"), ("坂本", "サカモト", "sakamoto"),
    ("遠藤", "エンドウ", "endo"), ("藤井", "フジイ", "fujii"), ("西村", "ニシムラ", "nishimura"),
    ("福田", "フクダ", "fukuda"), ("太田", "オオタ", "ota"), ("三浦", "ミウラ", "miura"),
    ("岡本", "オカモト", "okamoto"), ("松田", "マツダ", "matsuda"),
    ("中川", "ナカガワ", "nakagawa"), ("原田", "ハラダ", "harada"), ("小野", "オノ", "ono"),
    ("田村", "タムラ", "tamura"), ("竹内", "タケウチ", "takeuchi"), ("和田", "ワダ", "wada"),
    ("石田", "イシダ", "ishida"), ("上田", "ウエダ", "ueda"), ("森田", "モリタ", "morita"),
    ("柴田", "シバタ", "shibata"), ("酒井", "サカイ", "sakai"), ("横山", "ヨコヤマ", "yokoyama"),
    ("宮崎", "ミヤザキ", "miyazaki"), ("宮本", "ミヤモト", "miyamoto"),
    ("内田", "ウチダ", "uchida"), ("高木", "タカギ", "takagi"), ("谷口", "タニグチ", "taniguchi"),
    ("大野", "オオノ", "ono"), ("丸山", "マルヤマ", "maruyama"), ("今井", "イマイ", "imai"),
    ("大塚", "オオツカ", "otsuka"), ("渡邊", "ワタナベ", "watanabe"),
    ("髙田", "タカダ", "takada"), ("浜田", "ハマダ", "hamada"), ("神谷", "カミヤ", "kamiya"),
    ("鵜殿", "ウドノ", "udono"), ("表", "オモテ", "omote"), ("富田", "トミタ", "tomita"),
    ("能登", "ノト", "noto"),
  ]

  static let women: [Name] = [
    ("陽子", "ヨウコ", "yoko"), ("美咲", "ミサキ", "misaki"), ("由美", "ユミ", "yumi"),
    ("恵子", "ケイコ", "keiko"), ("真由美", "マユミ", "mayumi"), ("彩", "アヤ", "aya"),
    ("結衣", "ユイ", "yui"), ("さくら", "サクラ", "sakura"), ("直美", "ナオミ", "naomi"),
    ("智子", "トモコ", "tomoko"), ("明美", "アケミ", "akemi"), ("久美子", "クミコ", "kumiko"),
    ("優子", "ユウコ", "yuko"), ("裕美", "ヒロミ", "hiromi"), ("千尋", "チヒロ", "chihiro"),
    ("葵", "アオイ", "aoi"), ("ひなた", "ヒナタ", "hinata"), ("幸子", "サチコ", "sachiko"),
    ("エリカ", "エリカ", "erika"), ("麻衣", "マイ", "mai"),
  ]

  static let men: [Name] = [
    ("太郎", "タロウ", "taro"), ("健一", "ケンイチ", "kenichi"), ("翔太", "ショウタ", "shota"),
    ("大輔", "ダイスケ", "daisuke"), ("誠", "マコト", "makoto"), ("浩二", "コウジ", "koji"),
    ("拓也", "タクヤ", "takuya"), ("直樹", "ナオキ", "naoki"), ("和也", "カズヤ", "kazuya"),
    ("達也", "タツヤ", "tatsuya"), ("隆", "タカシ", "takashi"), ("蓮", "レン", "ren"),
    ("悠斗", "ユウト", "yuto"), ("学", "マナブ", "manabu"), ("修", "オサム", "osamu"),
    ("健太郎", "ケンタロウ", "kentaro"), ("亮", "リョウ", "ryo"), ("剛", "ツヨシ", "tsuyoshi"),
    ("尊氏", "タカウジ", "takauji"), ("翼", "ツバサ", "tsubasa"),
  ]

  /// The same letter in its old and new shape, for names that are spelled either way.
  static let olderShapes: [(new: String, old: String)] = [
    ("高", "髙"), ("崎", "﨑"), ("辺", "邉"), ("邊", "邉"), ("斎", "齋"), ("浜", "濱"),
    ("神", "\u{FA19}"), ("福", "\u{FA1B}"), ("国", "國"), ("真", "眞"), ("学", "學"),
    ("沢", "澤"), ("広", "廣"),
  ]
}
