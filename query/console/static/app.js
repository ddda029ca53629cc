// Lapwing's console works without this script. It only saves full loads (links marked
// data-swap), adds keys, copying, selection of all rows and a brush over charts. No string
// ever becomes markup here: pages come as parsed documents, whose nodes are moved over.
"use strict";
(() => {
  const one = (sel, from = document) => from.querySelector(sel);
  const all = (sel, from = document) => [...from.querySelectorAll(sel)];
  document.documentElement.classList.add("script");

  // Swap: fetch a page of our own, move its <main> over this one's.
  let loading = null, shown = location.href;
  const listOf = (u) => {
    const v = new URL(u);
    ["open", "tab", "done", "conflict"].forEach((k) => v.searchParams.delete(k));
    v.hash = "";
    return v.href;
  };
  const sameList = (u) => listOf(u) === listOf(shown);
  function swap(href, push, focus) {
    const to = new URL(href, location.href);
    if (to.origin !== location.origin) return;
    if (loading) loading.abort();
    const x = (loading = new XMLHttpRequest());
    x.open("GET", to.href);
    const part = to.searchParams.get("open") && one("#drawer") && sameList(to); // all else stays
    if (part) x.setRequestHeader("Lapwing-Part", "drawer");
    x.responseType = "document"; // parsed by the browser, scripts in it never run
    x.onload = () => {
      const main = x.response && one("#main", x.response);
      if (!main || x.status >= 400) { location.assign(to.href); return; }
      const at = scrollY, old = one("#drawer"), drawer = one("#drawer", main);
      if (part && !(old && drawer && sameList(to))) { location.assign(to.href); return; }
      if (old && drawer && sameList(to)) {
        const open = to.searchParams.get("open");
        old.replaceWith(document.adoptNode(drawer));
        rows().forEach((r) => r.classList.toggle("is-open", rowID(r) === open));
      } else {
        if (drawer && !old) drawer.classList.add("opening");
        one("#main").replaceWith(document.adoptNode(main));
      }
      document.title = x.response.title;
      if (push) history.pushState({}, "", to.href);
      shown = location.href;
      ready();
      scrollTo(0, at);
      if (focus) focus();
    };
    x.onerror = () => location.assign(to.href);
    x.send();
  }
  addEventListener("popstate", () => swap(location.href, false, toDrawer));

  function toDrawer() {
    const d = one("#drawer");
    if (d) d.focus({ preventScroll: true });
  }
  function follow(a) {
    const close = a.hasAttribute("data-close");
    const row = close && new URL(location.href).searchParams.get("open");
    const tab = a.closest(".tabs") && a.textContent;
    swap(a.href, true, () => {
      if (close) { here(rows().find((r) => rowID(r) === row)); return; }
      const same = tab && all(".tabs a").find((t) => t.textContent === tab);
      if (same) same.focus(); else toDrawer();
    });
  }

  // Rows.
  const rows = () => all("#rows tr[data-row]");
  const rowID = (r) => {
    const a = one(".rowlink", r);
    return a && new URL(a.href).searchParams.get("open");
  };
  function here(row) {
    all(".is-here").forEach((r) => r.classList.remove("is-here"));
    if (!row) return;
    row.classList.add("is-here");
    one(".rowlink", row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    const rs = rows();
    if (!rs.length) return;
    let i = rs.findIndex((r) => r.classList.contains("is-here"));
    if (i < 0) i = rs.findIndex((r) => r.classList.contains("is-open"));
    i = i < 0 ? (by > 0 ? 0 : rs.length - 1) : Math.min(rs.length - 1, Math.max(0, i + by));
    const open = one("#drawer");
    here(rs[i]);
    if (open) swap(one(".rowlink", rs[i]).href, true, () => here(rows()[i]));
  }
  const current = () => one("tr.is-here") || one("tr.is-open");

  // A form for the state: of the drawer, or of the selected rows.
  function stateForm() {
    const d = one("#decide");
    if (d) return d;
    const bulk = one("#bulk");
    if (bulk && !one("input[name=case]:checked", bulk)) {
      const box = current() && one("input[name=case]", current());
      if (box) box.checked = true;
    }
    return bulk && one("input[name=case]:checked", bulk) ? bulk : null;
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => { const b = current() && one("input[name=case]", current()); if (b) b.checked = !b.checked; },
    e: () => { const f = stateForm(); if (f) one("select[name=status]", f).focus(); },
    i: () => {
      const f = stateForm();
      const s = f && one("select[name=status]", f);
      const v = s && [...s.options].map((o) => o.value).find((o) => o === "in_progress" || o === "confirmed");
      if (v) { s.value = v; f.requestSubmit(); }
    },
    "/": () => { const s = one("main input[type=search]") || one("input[type=search]"); if (s) s.focus(); },
    "?": () => { const d = one("#keys"); if (d && !d.open) d.showModal(); },
    Escape: () => { const c = one("[data-close]"); if (c) follow(c); },
    Enter: () => { const r = one("tr.is-here"); if (r && document.activeElement === document.body) one(".rowlink", r).click(); },
  };
  addEventListener("keydown", (ev) => {
    if (ev.ctrlKey || ev.metaKey || ev.altKey || one("dialog[open]")) return;
    const t = ev.target;
    const typing = t.isContentEditable || t.tagName === "TEXTAREA" || t.tagName === "SELECT" ||
      (t.tagName === "INPUT" && t.type !== "checkbox");
    if (typing) { if (ev.key === "Escape") t.blur(); return; }
    const deed = Object.hasOwn(keys, ev.key) && keys[ev.key];
    if (!deed) return;
    if (ev.key !== "Enter") ev.preventDefault();
    deed();
  });

  addEventListener("click", (ev) => {
    const copy = ev.target.closest("[data-copy]");
    if (copy) { copyText(copy); return; }
    if (ev.defaultPrevented || ev.button || ev.ctrlKey || ev.metaKey || ev.shiftKey || ev.altKey) return;
    const a = ev.target.closest("a");
    if (a && a.hasAttribute("data-swap")) { ev.preventDefault(); follow(a); return; }
    if (a || ev.target.closest("input,button,select,label,summary")) return;
    const row = ev.target.closest("#rows tr[data-row]");
    if (row && !String(getSelection())) one(".rowlink", row).click();
  });
  addEventListener("change", (ev) => {
    if (ev.target.matches("[data-all]")) all("input[name=case]").forEach((b) => { b.checked = ev.target.checked; });
    const form = ev.target.form;
    // some states need a reason; the node insists on it too
    const remark = form && ev.target.matches("select[name=status]") && one("input[name=remark]", form);
    if (remark) remark.required = ev.target.selectedOptions[0].hasAttribute("data-why");
    if (form && form.hasAttribute("data-auto")) form.requestSubmit();
  });

  async function copyText(button) {
    try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1200);
  }

  // Brush: drag over columns to choose a time; a click on one column is an ordinary link.
  let from = null;
  const column = (ev) => ev.target.closest && ev.target.closest("[data-brush] .column");
  const span = (a, b) => {
    const cols = all(".column", a.closest("[data-brush]"));
    const [i, j] = [cols.indexOf(a), cols.indexOf(b)].sort((p, q) => p - q);
    return i < 0 ? [] : cols.slice(i, j + 1);
  };
  addEventListener("pointerdown", (ev) => { from = ev.button ? null : column(ev); });
  addEventListener("pointermove", (ev) => {
    const to = from && column(ev);
    if (!to) return;
    all(".brushed").forEach((c) => c.classList.remove("brushed"));
    span(from, to).forEach((c) => c.classList.add("brushed"));
  });
  addEventListener("pointerup", (ev) => {
    const to = from && column(ev);
    const cols = to && to !== from ? span(from, to) : [];
    if (cols.length > 1) {
      const figure = from.closest("[data-brush]");
      const every = all(".column", figure);
      const width = Date.parse(every[1].dataset.at) - Date.parse(every[0].dataset.at);
      const u = new URL(figure.dataset.brush, location.href);
      u.searchParams.set("from", cols[0].dataset.at);
      u.searchParams.set("to", new Date(Date.parse(cols.at(-1).dataset.at) + width).toISOString());
      swap(u.href, true);
    }
    from = null;
  });
  addEventListener("dragstart", (ev) => { if (column(ev)) ev.preventDefault(); });

  // In a narrow window the filters start closed: they would fill it. Without this script
  // they are open.
  const narrow = matchMedia("(max-width: 48rem)");
  const fold = () => all(".filters").forEach((d) => { d.open = !narrow.matches; });
  narrow.addEventListener("change", fold);

  function ready() {
    fold();
    const open = one("tr.is-open");
    if (open) open.scrollIntoView({ block: "nearest" });
  }
  ready();
  if (one("#drawer")) toDrawer();
})();
