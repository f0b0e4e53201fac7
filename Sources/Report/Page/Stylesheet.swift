/// How the page looks: one sheet for screens of any width, light and dark, and for paper.
enum Stylesheet {
  static let text: StaticString = """
    :root {
      --bg: #f7f8f6; --panel: #ffffff; --ink: #1b2326; --quiet: #56636a; --rule: #dde2e0;
      --accent: #0a6b66; --accent-soft: #d5ece9; --held: #b04a20; --held-soft: #f7e0d4;
      --warn: #b97f10; --grave: #a8211b; --grave-soft: #fbe4e2; --rest: #d5dbd9; --track: #eef1ef;
      --code: #eef1ef; --edge: #8fa3a6; --faint: #6c777c;
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --bg: #12171a; --panel: #1a2124; --ink: #e5eaea; --quiet: #9fadb3; --rule: #313b40;
        --accent: #56c7bb; --accent-soft: #153d3b; --held: #f0956a; --held-soft: #47291b;
        --warn: #dcab4d; --grave: #ff8a80; --grave-soft: #451c1a; --rest: #3d494e; --track: #232c30;
        --code: #252e32; --edge: #6b7f84; --faint: #87959b;
      }
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--bg); color: var(--ink); line-height: 1.6; font-size: 15px;
      font-family: system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI",
        Meiryo, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: break-word;
    }
    a { color: var(--accent); text-underline-offset: 2px; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    .skip { position: absolute; left: -999px; top: 0; padding: .5rem 1rem; background: var(--panel); }
    .skip:focus { left: 0; z-index: 2; }
    header.page, .columns, footer { max-width: 1440px; margin: 0 auto; padding: 0 1rem; }
    header.page { padding-top: 1.5rem; }
    .kicker { margin: 0; color: var(--quiet); font-size: .85rem; letter-spacing: .04em; }
    h1 { margin: .1rem 0 .4rem; font-size: clamp(1.4rem, 1rem + 2vw, 2.1rem); line-height: 1.3; }
    h1 time { white-space: nowrap; }
    .weekday { font-weight: 400; color: var(--quiet); font-size: .7em; }
    .state { margin: 0 0 1rem; }
    h2 { margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.35; }
    h3 { margin: 1.75rem 0 .6rem; font-size: 1.05rem; line-height: 1.4; }
    h4 { margin: 0; font-size: 1rem; }
    .en { color: var(--quiet); font-weight: 400; font-size: .82em; }
    .quiet { color: var(--quiet); font-size: .86em; }
    .zero, .zero .en { color: var(--faint); }
    .lead { margin: 0 0 1rem; color: var(--quiet); }
    .lead .en { display: block; }
    code {
      font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace;
      font-size: .86em; overflow-wrap: anywhere;
    }
    code.name { color: var(--quiet); font-weight: 400; }
    .chip {
      display: inline-block; padding: 0 .55em; border-radius: 1em; font-size: .8rem;
      background: var(--code); color: var(--ink); white-space: nowrap; font-weight: 400;
    }
    .chip.on, .chip.sealed { background: var(--accent-soft); }
    .chip.full { background: var(--held-soft); }

    nav ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem .9rem; }
    nav { padding: .6rem 0 1rem; }
    nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    main { min-width: 0; outline: none; }
    section {
      background: var(--panel); border: 1px solid var(--rule); border-radius: 10px;
      padding: clamp(1rem, 2vw, 1.75rem); margin: 0 0 1.25rem;
    }
    @media (min-width: 1200px) {
      .columns { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 2rem; }
      nav { position: sticky; top: 1rem; align-self: start; padding-top: .5rem; }
      nav ol { flex-direction: column; gap: .7rem; }
      nav .en { display: block; line-height: 1.2; }
    }

    .tiles {
      display: grid; gap: .75rem; margin: 0;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
    }
    .tile { border-top: 3px solid var(--rest); padding: .5rem 0 0; }
    .tile.good { border-color: var(--accent); }
    .tile.held { border-color: var(--held); }
    .tile dt { font-size: .9rem; line-height: 1.3; }
    .tile dt .en { display: block; }
    .tile dd { margin: 0; color: var(--quiet); font-size: .86rem; line-height: 1.4; }
    .tile dd .en { display: block; }
    .tile dd.figure { color: var(--ink); font-size: 1.9rem; line-height: 1.25; font-weight: 600; }
    .notices { list-style: none; padding: 0; margin: 0; }
    .notices li { padding: .45rem 0; border-top: 1px solid var(--rule); }
    .notices .en { display: block; }
    .notices .chip .en { display: inline; }
    .notices .grave .chip { background: var(--grave-soft); color: var(--grave); }

    .scroll { overflow-x: auto; margin: 0 0 1.25rem; max-width: 100%; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    caption { text-align: left; font-weight: 600; padding: .4rem 0; font-size: .95rem; }
    th, td { padding: .38rem .6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); }
    table:not(:has([rowspan])) :is(th, td):first-child { padding-left: .2rem; }
    thead th {
      border-top: 0; border-bottom: 2px solid var(--rule); vertical-align: bottom; font-weight: 600;
      line-height: 1.25; font-size: .84rem;
    }
    thead .en, td > .en { display: block; line-height: 1.25; }
    thead th { word-break: keep-all; overflow-wrap: normal; }
    tbody th { font-weight: 500; }
    table:not(:has([rowspan])) tbody th { min-width: 6.5rem; }
    tfoot th, tfoot td, tr.sum th, tr.sum td { border-top: 2px solid var(--rule); font-weight: 600; }
    .number { text-align: right; white-space: nowrap; }
    thead .number { white-space: normal; }
    td.picture, th.picture { min-width: 7.5rem; width: 22%; }
    .wide td.picture, .wide th.picture { width: 48%; }
    .under { display: block; line-height: 1.3; }
    th[scope="rowgroup"] { min-width: 7rem; }
    .wide-head th[scope="rowgroup"] { min-width: 11rem; }
    .keep { white-space: nowrap; }
    th .label, th .name { display: inline-block; }
    .ok { color: var(--accent); white-space: nowrap; }
    .wrong { color: var(--grave); font-weight: 700; }
    .steps { margin: 0; padding-left: 1.2rem; }
    .steps .count { color: var(--quiet); }
    .plain { list-style: none; margin: 0; padding: 0; }
    .type { color: var(--quiet); font-size: .86em; }
    table.lineage { min-width: 46rem; table-layout: fixed; }
    table.waterfall th[scope="row"] { min-width: 9rem; }
    .half table.waterfall th[scope="row"] { width: 40%; }

    svg { display: block; fill: var(--ink); }
    .bar { margin-top: .25rem; }
    .bar .track { fill: var(--track); }
    .bar .keep { fill: var(--accent); }
    .bar .lost { fill: var(--held); opacity: .55; }
    .bar .rest { fill: var(--rest); }
    .bar .warn { fill: var(--warn); }
    .spark { margin-top: .1rem; }
    .spark .line { fill: none; stroke: var(--quiet); stroke-width: 1.5; }
    .spark .dot { fill: var(--accent); }
    .trends {
      display: grid; gap: 1.25rem; margin-bottom: 1rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
    }
    .trend { margin: 0; }
    .trend figcaption { font-size: .88rem; line-height: 1.35; }
    .trend b { font-weight: 600; }
    .trend svg { width: 100%; height: auto; }
    .trend .axis { stroke: var(--rule); }
    .trend .then { fill: var(--rest); }
    .trend .now { fill: var(--accent); }
    .trend text { font-size: 11px; fill: var(--quiet); }

    details > summary { cursor: pointer; }
    summary h3, summary h4 { display: inline; }
    section > details, .half > details { border-top: 1px solid var(--rule); padding: .6rem 0; }
    .half > details { font-size: .95em; }
    .scenario > summary { padding: .2rem 0; }
    .ordinal {
      display: inline-block; min-width: 1.9em; padding: 0 .35em; text-align: center; font-size: .85em;
      border-radius: .4em; background: var(--accent); color: var(--panel);
    }
    .facts { margin: .15rem 0 .25rem 1.1rem; display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .92rem; }
    .pair { display: grid; gap: 0 2rem; margin-top: .75rem; }
    .half { min-width: 0; }
    @media (min-width: 1050px) {
      .pair { grid-template-columns: minmax(0, 9fr) minmax(0, 11fr); }
      .pair.wide { grid-template-columns: minmax(0, 1fr); }
      .pair.wide > .half:first-child {
        display: grid; gap: 0 2rem; grid-template-columns: minmax(0, 6fr) minmax(0, 5fr);
      }
    }
    .due, .guards { font-size: .92rem; margin: .25rem 0 .75rem; }
    .pair.wide .flow { margin: 0 auto; }
    .flow text { font-size: 12px; }
    .flow .big { font-size: 16px; font-weight: 600; }
    .flow .step { font-size: 13px; font-weight: 700; }
    .flow .quiet, .flow .answer { fill: var(--quiet); font-size: 11px; }
    .box { fill: var(--panel); stroke: var(--edge); }
    .box.wait, .box.end { fill: var(--track); stroke: var(--rule); }
    .box.question { fill: var(--panel); stroke: var(--edge); stroke-dasharray: 4 3; }
    .box.live { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 1.5; }
    .arrow { fill: none; stroke: var(--edge); stroke-width: 1.25; }
    .head { fill: var(--edge); }
    .lineage text { font-size: 12px; }
    .lineage .quiet { fill: var(--quiet); }
    .edge { fill: none; stroke: var(--edge); opacity: .42; }
    .e1 { stroke-width: 1.25; }
    .e2 { stroke-width: 2.25; }
    .e3 { stroke-width: 3.5; }
    .node { fill: var(--panel); stroke: var(--edge); }
    .edge.gate { stroke: var(--held); opacity: .5; }
    .node.mart { fill: var(--accent-soft); stroke: var(--accent); }
    .node.gate { fill: var(--held-soft); stroke: var(--held); }
    .node.channel { fill: var(--track); }
    .node.unread { stroke-dasharray: 4 3; }

    footer { padding-bottom: 2rem; color: var(--quiet); font-size: .85rem; }
    footer dl { display: grid; gap: .3rem 1.5rem; }
    footer div { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
    footer dd { margin: 0; overflow-wrap: anywhere; }

    @media (max-width: 480px) {
      body { font-size: 14.5px; }
      section { padding: .9rem .75rem; }
      th, td { padding: .35rem .4rem; }
      td.picture, th.picture { min-width: 4.5rem; }
      table.waterfall th[scope="row"] { min-width: 7rem; }
    }

    @media print {
      :root {
        --bg: #fff; --panel: #fff; --ink: #000; --quiet: #444; --rule: #ccc; --accent: #0a6b66;
        --accent-soft: #d5ece9; --held: #b04a20; --held-soft: #f7e0d4; --warn: #b97f10;
        --grave: #a8211b; --grave-soft: #fbe4e2; --rest: #d5dbd9; --track: #f0f2f1; --code: #f0f2f1;
        --edge: #8fa3a6; --faint: #6c777c; color-scheme: light;
      }
      @page { margin: 14mm; }
      body { font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      nav, .skip { display: none; }
      .columns { display: block; }
      header.page, .columns, footer { max-width: none; padding: 0; }
      section { border: 0; padding: 0; border-radius: 0; }
      .tiles { grid-template-columns: repeat(6, 1fr); }
      .tile dd.figure { font-size: 1.5rem; }
      h2 { border-bottom: 1.5pt solid #000; }
      h2, h3, h4, caption, summary { break-after: avoid; }
      tr, figure, .tile, .flow { break-inside: avoid; }
      thead { display: table-header-group; }
      .scroll { overflow: visible; }
      .scroll > svg { max-width: 100%; height: auto; max-height: 240mm; }
      .pair { display: block; }
      table.lineage { min-width: 0; }
      table { font-size: 7.8pt; }
      th, td { padding: .2rem .3rem; overflow-wrap: anywhere; }
      thead th { word-break: normal; font-size: 7pt; }
      td.picture, th.picture { min-width: 3rem; }
      table.waterfall th[scope="row"], th[scope="rowgroup"], .wide-head th[scope="rowgroup"],
      table:not(:has([rowspan])) tbody th { min-width: 4rem; }
    }

    """
}
