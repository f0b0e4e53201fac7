// Generated: Python's unicodedata (Unicode 14.0.0), NFKC of
//   U+2116, U+2121             the signs № and ℡
//   U+2160–217F                Roman numerals
//   U+2460–2473, 24EA,
//   U+3251–325F, 32B1–32BF     circled numbers 0–50
//   U+32CC–32CE, 3300–3357,
//   U+3371–337A, 3380–33DF,
//   U+33FF                     unit squares
// Left out of these blocks: hours (U+3358–3370), days (U+33E0–33FE) and era names (U+337B–337E),
// which are parts of dates; ㍿ and ㏍, which are company marks (see FoldTable.swift).

/// `SIGN=REPLACEMENT` pairs between white space.
let generatedFoldPairs: StaticString = """
  №=No ℡=TEL Ⅰ=I Ⅱ=II Ⅲ=III Ⅳ=IV Ⅴ=V Ⅵ=VI Ⅶ=VII Ⅷ=VIII Ⅸ=IX Ⅹ=X Ⅺ=XI Ⅻ=XII
  Ⅼ=L Ⅽ=C Ⅾ=D Ⅿ=M ⅰ=i ⅱ=ii ⅲ=iii ⅳ=iv ⅴ=v ⅵ=vi ⅶ=vii ⅷ=viii ⅸ=ix ⅹ=x ⅺ=xi
  ⅻ=xii ⅼ=l ⅽ=c ⅾ=d ⅿ=m ①=1 ②=2 ③=3 ④=4 ⑤=5 ⑥=6 ⑦=7 ⑧=8 ⑨=9 ⑩=10 ⑪=11 ⑫=12
  ⑬=13 ⑭=14 ⑮=15 ⑯=16 ⑰=17 ⑱=18 ⑲=19 ⑳=20 ⓪=0 ㉑=21 ㉒=22 ㉓=23 ㉔=24 ㉕=25
  ㉖=26 ㉗=27 ㉘=28 ㉙=29 ㉚=30 ㉛=31 ㉜=32 ㉝=33 ㉞=34 ㉟=35 ㊱=36 ㊲=37 ㊳=38 ㊴=39
  ㊵=40 ㊶=41 ㊷=42 ㊸=43 ㊹=44 ㊺=45 ㊻=46 ㊼=47 ㊽=48 ㊾=49 ㊿=50 ㋌=Hg ㋍=erg ㋎=eV
  ㌀=アパート ㌁=アルファ ㌂=アンペア ㌃=アール ㌄=イニング ㌅=インチ ㌆=ウォン ㌇=エスクード ㌈=エーカー ㌉=オンス ㌊=オーム
  ㌋=カイリ ㌌=カラット ㌍=カロリー ㌎=ガロン ㌏=ガンマ ㌐=ギガ ㌑=ギニー ㌒=キュリー ㌓=ギルダー ㌔=キロ ㌕=キログラム
  ㌖=キロメートル ㌗=キロワット ㌘=グラム ㌙=グラムトン ㌚=クルゼイロ ㌛=クローネ ㌜=ケース ㌝=コルナ ㌞=コーポ ㌟=サイクル
  ㌠=サンチーム ㌡=シリング ㌢=センチ ㌣=セント ㌤=ダース ㌥=デシ ㌦=ドル ㌧=トン ㌨=ナノ ㌩=ノット ㌪=ハイツ ㌫=パーセント
  ㌬=パーツ ㌭=バーレル ㌮=ピアストル ㌯=ピクル ㌰=ピコ ㌱=ビル ㌲=ファラッド ㌳=フィート ㌴=ブッシェル ㌵=フラン
  ㌶=ヘクタール ㌷=ペソ ㌸=ペニヒ ㌹=ヘルツ ㌺=ペンス ㌻=ページ ㌼=ベータ ㌽=ポイント ㌾=ボルト ㌿=ホン ㍀=ポンド ㍁=ホール
  ㍂=ホーン ㍃=マイクロ ㍄=マイル ㍅=マッハ ㍆=マルク ㍇=マンション ㍈=ミクロン ㍉=ミリ ㍊=ミリバール ㍋=メガ ㍌=メガトン
  ㍍=メートル ㍎=ヤード ㍏=ヤール ㍐=ユアン ㍑=リットル ㍒=リラ ㍓=ルピー ㍔=ルーブル ㍕=レム ㍖=レントゲン ㍗=ワット
  ㍱=hPa ㍲=da ㍳=AU ㍴=bar ㍵=oV ㍶=pc ㍷=dm ㍸=dm2 ㍹=dm3 ㍺=IU ㎀=pA ㎁=nA ㎂=μA
  ㎃=mA ㎄=kA ㎅=KB ㎆=MB ㎇=GB ㎈=cal ㎉=kcal ㎊=pF ㎋=nF ㎌=μF ㎍=μg ㎎=mg ㎏=kg ㎐=Hz
  ㎑=kHz ㎒=MHz ㎓=GHz ㎔=THz ㎕=μl ㎖=ml ㎗=dl ㎘=kl ㎙=fm ㎚=nm ㎛=μm ㎜=mm ㎝=cm
  ㎞=km ㎟=mm2 ㎠=cm2 ㎡=m2 ㎢=km2 ㎣=mm3 ㎤=cm3 ㎥=m3 ㎦=km3 ㎧=m∕s ㎨=m∕s2 ㎩=Pa
  ㎪=kPa ㎫=MPa ㎬=GPa ㎭=rad ㎮=rad∕s ㎯=rad∕s2 ㎰=ps ㎱=ns ㎲=μs ㎳=ms ㎴=pV ㎵=nV
  ㎶=μV ㎷=mV ㎸=kV ㎹=MV ㎺=pW ㎻=nW ㎼=μW ㎽=mW ㎾=kW ㎿=MW ㏀=kΩ ㏁=MΩ ㏂=a.m. ㏃=Bq
  ㏄=cc ㏅=cd ㏆=C∕kg ㏇=Co. ㏈=dB ㏉=Gy ㏊=ha ㏋=HP ㏌=in ㏎=KM ㏏=kt ㏐=lm ㏑=ln
  ㏒=log ㏓=lx ㏔=mb ㏕=mil ㏖=mol ㏗=PH ㏘=p.m. ㏙=PPM ㏚=PR ㏛=sr ㏜=Sv ㏝=Wb ㏞=V∕m
  ㏟=A∕m ㏿=gal
  """
