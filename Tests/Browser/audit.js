// What must hold of a report in every width and colour scheme. Gives a list of complaints.
(() => {
  const complaints = [];
  const complain = (what, element) =>
    complaints.push(element ? `${what}: <${element.tagName.toLowerCase()} id="${element.id}"> ` +
      (element.textContent || "").trim().slice(0, 40) : what);
  const all = selector => [...document.querySelectorAll(selector)];

  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) {
    complain(`the page is ${document.documentElement.scrollWidth} wide in ${room}`);
    for (const element of all("body *")) {
      if (element.closest(".scroll") && !element.matches(".scroll")) continue;
      if (element.closest("svg") && element.tagName !== "svg") continue;
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.right > room + 1) { complain("too wide", element); break; }
    }
  }

  const ids = all("[id]").map(element => element.id);
  for (const id of ids.filter((id, index) => ids.indexOf(id) !== index)) complain(`id twice: ${id}`);
  for (const element of all("[aria-labelledby]"))
    for (const id of element.getAttribute("aria-labelledby").split(" "))
      if (!document.getElementById(id)) complain(`no label ${id}`, element);
  for (const link of all("a[href^='#']"))
    if (!document.getElementById(link.getAttribute("href").slice(1))) complain("dead link", link);

  if (all("h1").length !== 1) complain("not one h1");
  let level = 1;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) complain("a level of headings is passed over", heading);
    level = next;
  }
  for (const name of ["main", "header", "footer", "nav"])
    if (all(name).length !== 1) complain(`not one ${name}`);
  for (const section of all("section"))
    if (!section.getAttribute("aria-labelledby")) complain("a section without a name", section);
  for (const table of all("table")) {
    if (!table.caption) complain("a table without a caption", table);
    for (const heading of table.querySelectorAll("th"))
      if (!heading.scope) complain("a heading without a scope", heading);
    const widths = [...table.rows].map(row => row.cells.length);
    if (!table.querySelector("[rowspan]") && new Set(widths).size > 1) complain(`uneven rows: ${[...new Set(widths)]}`, table);
    if (!table.tBodies[0].rows.length) complain("a table without rows", table);
  }
  for (const picture of all("svg")) {
    if (picture.getAttribute("aria-hidden") === "true") continue;
    if (picture.getAttribute("role") !== "img" || !picture.querySelector("title"))
      complain("a picture without words", picture);
  }
  for (const box of all(".scroll"))
    if (box.tabIndex !== 0) complain("cannot be scrolled with the keyboard", box);
  if (all("script").length) complain("a script");

  // Contrast by WCAG 2: 4.5 for text, of what is seen.
  const channels = colour => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map(value => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest("svg, .skip, style")) continue;
    const back = ground(element);
    let opacity = 1;
    for (let each = element; each; each = each.parentElement)
      opacity *= Number(getComputedStyle(each).opacity);
    const front = channels(getComputedStyle(element).color)
      .slice(0, 3).map((value, index) => value * opacity + back[index] * (1 - opacity));
    const key = front + "/" + back;
    if (seen.has(key)) continue;
    seen.add(key);
    const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) complain(`contrast ${ratio.toFixed(2)}`, element);
  }
  return complaints;
})()
