// Journeys through the console in a real browser: sign in, each page in light and dark, the
// triage by keyboard alone, what every page is worth without a mouse or without sight (axe),
// and hostile text in every field. Ends with 0 when all passed.
//
//   LAPWING_URL      where the server is, such as http://127.0.0.1:8080
//   LAPWING_LINK     one-time sign-in link (sets the password), or
//   LAPWING_USER     name and
//   LAPWING_PASSWORD password
//   LAPWING_SHOTS    folder for screenshots; none are taken without it
//   LAPWING_HOSTILE  "1": the server was seeded with payloads; only that journey runs
//   LAPWING_ONLY     only journeys whose name has this in it
//   CHROMIUM         the browser; /usr/bin/chromium
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const env = process.env;
const base = (env.LAPWING_URL || "http://127.0.0.1:8080").replace(/\/$/, "");
const password = env.LAPWING_PASSWORD || "correct horse battery";
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const browser = await chromium.launch({ executablePath: env.CHROMIUM || "/usr/bin/chromium", args: flags });
let state; // the session, once signed in
const problems = [];
const counts = { journeys: 0, pages: 0, axe: 0, violations: 0, csp: 0, errors: 0 };

// open gives a page that is watched: script errors, policy reports and calls of hit() count.
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: state, ...options });
  const page = await context.newPage();
  page.hits = [];
  await page.exposeBinding("hit", (_, n) => page.hits.push(n));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (e) => console.error("policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));
    addEventListener("submit", (e) => { if (/^javascript:/i.test(e.target.action)) window.hit("submit"); });
  });
  page.on("console", (m) => {
    const text = m.text();
    if (/policy|Refused|Trusted/i.test(text)) { counts.csp++; problems.push(`${page.url()}: ${text}`); }
  });
  page.on("pageerror", (e) => { counts.errors++; problems.push(`${page.url()}: ${e.message}`); });
  page.on("dialog", (d) => { page.hits.push("dialog"); d.dismiss(); });
  page.on("request", (r) => { if (!r.url().startsWith(base) && !r.url().startsWith("data:")) page.hits.push("request to " + r.url()); });
  return page;
}

async function shot(page, name, whole = true) {
  if (!env.LAPWING_SHOTS) return;
  fs.mkdirSync(env.LAPWING_SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(env.LAPWING_SHOTS, name + ".png"), fullPage: whole });
}

// axe finds nothing serious or critical. It is evaluated by the debugger, past the page's policy.
async function axe(page, name) {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource + ";undefined");
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations);
  counts.axe++;
  for (const v of found.filter((f) => f.impact === "serious" || f.impact === "critical")) {
    counts.violations++;
    problems.push(`${name}: axe ${v.id} (${v.impact}) ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`);
  }
}

function must(ok, text) { if (!ok) throw new Error(text); }

async function journey(name, run) {
  if (env.LAPWING_ONLY && name !== "sign in" && !name.includes(env.LAPWING_ONLY)) return;
  counts.journeys++;
  const began = Date.now();
  try { await run(); console.log(`ok    ${name} (${Date.now() - began} ms)`); } catch (e) {
    problems.push(`${name}: ${e.message.split("\n").slice(0, 4).join(" / ")}`);
    console.log(`FAIL  ${name}`);
  }
}

async function visit(page, p, status = 200) {
  const r = await page.goto(base + p);
  counts.pages++;
  must(r.status() === status, `${p}: ${r.status()}, want ${status}`);
}

async function signIn() {
  const page = await open();
  if (env.LAPWING_LINK) {
    await page.goto(env.LAPWING_LINK);
    await shot(page, "welcome", false);
    await axe(page, "welcome");
    await page.getByLabel("Password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.keyboard.press("Enter");
  } else {
    await page.goto(base + "/signin");
    await page.getByLabel("User name").fill(env.LAPWING_USER || "admin");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  state = await page.context().storageState();
  await page.context().close();
}

const pages = [["overview", "/"], ["events", "/events"], ["risks", "/risks"], ["apis", "/apis"], ["sources", "/sources"],
  ["search", "/search?q=order"], ["policies", "/policies"], ["policies-search", "/policies?q=mobile&state=on"], ["policy-data-type", "/policies/data-types?add=1"],
  ["policy-credential", "/policies/credentials?add=1"], ["policy-kind", "/policies/api-corrections"],
  ["problems", "/help/problems"], ["keys", "/help/keys"], ["empty", "/events?q=nothing-is-called-like-this"]];

async function look(scheme) {
  const page = await open({ colorScheme: scheme });
  for (const [name, p] of pages) {
    await visit(page, p);
    await shot(page, `${scheme}-${name}`);
    await axe(page, `${scheme} ${name}`);
  }
  await visit(page, "/nowhere", 404);
  await shot(page, `${scheme}-404`, false);
  await axe(page, `${scheme} 404`);
  await visit(page, "/events?colour=red", 400);
  await axe(page, `${scheme} 400`);
  await visit(page, "/apis");
  await page.locator("#rows .rowlink").first().click();
  await page.getByRole("heading", { name: "Sample calls" }).waitFor();
  await shot(page, `${scheme}-api`);
  await axe(page, `${scheme} api`);
  for (const list of ["/events", "/risks"]) {
    await visit(page, list);
    await page.locator("#rows .rowlink").first().click();
    await page.locator("#drawer").waitFor();
    const tabs = await page.locator("#drawer .tabs a").allTextContents();
    for (const t of tabs) {
      const name = t.trim().split(/\s/)[0];
      await page.locator("#drawer .tabs a", { hasText: name }).click();
      await page.locator("#drawer .tabs a[aria-current]", { hasText: name }).waitFor();
      await shot(page, `${scheme}-${list.slice(1)}-${name.toLowerCase()}`, false);
      await axe(page, `${scheme} ${list} ${name}`);
    }
  }
  must(page.hits.length === 0, "something was fetched from elsewhere: " + page.hits);
  await page.context().close();
}

// triage is done by keyboard alone, from the list to a decision and back (TN-18..TN-29).
async function triage() {
  const page = await open();
  await visit(page, "/events?status=open");
  const press = (...ks) => ks.reduce((p, k) => p.then(() => page.keyboard.press(k)), Promise.resolve());
  const before = await page.locator("#rows tr[data-row]").count();
  must(before >= 2, "needs two open events");
  await press("j", "j", "k", "Enter");
  await page.locator("#drawer").waitFor();
  const id = new URL(page.url()).searchParams.get("open");
  must(id, "the address does not name what is open");
  const title = await page.locator("#case-title").textContent();
  await press("j"); // the drawer follows
  await page.waitForFunction((old) => new URL(location.href).searchParams.get("open") !== old, id);
  await press("k");
  await page.waitForFunction((old) => new URL(location.href).searchParams.get("open") === old, id);
  await press("e");
  must(await page.evaluate(() => document.activeElement?.getAttribute("name") === "status"), "e does not lead to the state");
  await page.keyboard.type("Hand");
  await press("Tab", "Tab");
  await page.keyboard.type("done by keyboard <b>only</b>");
  await press("Enter");
  await page.getByText("1 case is now handled.").waitFor();
  await page.goto(`${base}/events/${id}?tab=history`);
  await page.getByText("done by keyboard <b>only</b>").waitFor();
  must((await page.locator("#case-title").textContent()) === title, "another event");
  await visit(page, "/events?status=open");
  must((await page.locator("#rows tr[data-row]").count()) === before - 1, "the list of open events did not get shorter");
  await press("j", "x", "j", "x", "x", "k", "i"); // two selected, one let go, i on what is left
  await page.getByText("1 case is now in progress.").waitFor();
  await press("?");
  await page.locator("#keys[open]").waitFor();
  await axe(page, "key help");
  await press("Escape");
  must(!(await page.locator("#keys[open]").count()), "Escape does not close the keys");
  await visit(page, "/events");
  await press("j", "Enter");
  await page.locator("#drawer").waitFor();
  await press("Escape");
  await page.waitForFunction(() => !document.querySelector("#drawer"));
  must(await page.evaluate(() => document.activeElement?.classList.contains("rowlink")), "closing loses the place");
  await press("/");
  must(await page.evaluate(() => document.activeElement?.type === "search"), "/ does not lead to the search");
  await page.context().close();
}

// two people decide on one event: the second is told, nothing is overwritten.
async function conflict() {
  const [a, b] = [await open(), await open()];
  await visit(a, "/risks");
  await a.locator("#rows .rowlink").first().click();
  await a.locator("#drawer").waitFor();
  await b.goto(a.url());
  for (const p of [a, b]) {
    await p.locator("#decide #status").selectOption("confirmed");
    await p.locator("#decide input[name=remark]").fill("seen");
  }
  await a.locator("#decide button").click();
  await a.getByText("1 case is now confirmed.").waitFor();
  await b.locator("#decide button").click();
  await b.getByText("changed by somebody else").waitFor();
  await a.context().close();
  await b.context().close();
}

// the address is the only state: a filtered, opened view is the same in another window, the
// way back works, and the CSV has as many rows as the list says.
async function address() {
  const page = await open();
  await visit(page, "/events");
  await page.locator(".facet", { hasText: "High" }).first().click();
  await page.locator(".chip", { hasText: "High" }).waitFor();
  await page.locator("#rows .rowlink").first().click();
  await page.locator("#drawer").waitFor();
  const other = await open();
  await other.goto(page.url());
  must((await other.locator("#case-title").textContent()) === (await page.locator("#case-title").textContent()), "another case");
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector("#drawer"));
  const total = Number((await page.locator("h1 .count").textContent()).replaceAll(",", ""));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  const lines = fs.readFileSync(await download.path(), "utf8").trim().split("\r\n");
  must(lines.length - 1 === total, `CSV has ${lines.length - 1} rows, the list ${total}`);
  await other.context().close();
  await page.context().close();
}

// nothing is cut off on a small window, at 200 % zoom (half the width) or with large text.
async function narrow() {
  for (const width of [720, 390]) {
    const page = await open({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
    for (const [name, p] of pages.slice(0, 11)) {
      await visit(page, p);
      await shot(page, `narrow-${width}-${name}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      must(over <= 1, `${p} is ${over} px wider than a window of ${width}`);
      await axe(page, `narrow ${width} ${name}`);
    }
    await page.context().close();
  }
}

// everything but keys and copying works without the script.
async function noScript() {
  const page = await open({ javaScriptEnabled: false });
  await visit(page, "/events");
  await page.locator("#rows .rowlink").first().click();
  await page.locator("#drawer #case-title").waitFor();
  await page.locator("#drawer .tabs a", { hasText: "History" }).click();
  await page.locator("#drawer .tabs a[aria-current]", { hasText: "History" }).waitFor();
  await page.locator("#decide #status").selectOption("ignored");
  await page.locator("#decide input[name=remark]").fill("a scan of our own");
  await page.locator("#decide button").click();
  await page.getByText("1 case is now ignored.").waitFor();
  await page.context().close();
}

async function preferences() {
  const page = await open({ colorScheme: "light" });
  await visit(page, "/events?level=high");
  await page.locator(".me summary").click();
  await axe(page, "menu");
  await page.getByRole("button", { name: "Dark" }).click();
  await page.waitForLoadState();
  must(page.url().endsWith("/events?level=high"), "a preference leads elsewhere: " + page.url());
  must(await page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor !== "rgb(245, 247, 246)"), "dark is light");
  await axe(page, "dark by choice");
  await page.locator(".me summary").click();
  await page.getByRole("button", { name: "Compact" }).click();
  await page.waitForLoadState();
  await shot(page, "dark-compact");
  await page.locator(".me summary").click();
  await page.getByRole("button", { name: "System" }).click();
  await page.context().close();
}

// a rule is written by fields, tried, put in force, warned of and deleted, without a line of YAML.
async function rule() {
  const page = await open();
  await visit(page, "/policies");
  await page.getByRole("link", { name: "Add to own data types" }).click();
  await page.getByLabel("Name", { exact: true }).first().fill("badge");
  await page.getByLabel("Level", { exact: true }).selectOption("S3");
  await page.getByLabel("Patterns", { exact: true }).fill("EMP-[0-9]{6}");
  await page.getByLabel("On this text").first().fill("badge EMP-123456");
  await page.getByRole("button", { name: /Try it/ }).first().click();
  await page.getByText("1 hit").waitFor();
  await axe(page, "a rule that was tried");
  await shot(page, "rule-tried");
  await page.getByLabel("Patterns", { exact: true }).fill("[a-z ]{6,}");
  await page.getByRole("button", { name: "Put in force" }).first().click();
  await page.getByText("of ordinary text").waitFor();
  await page.getByText("In force as version 1").waitFor();
  await axe(page, "a rule in force");
  await shot(page, "rule");
  await page.getByLabel("Patterns", { exact: true }).fill("abc");
  await page.getByRole("button", { name: "Put in force" }).first().click();
  await page.locator(".field .wrong", { hasText: "at least 6" }).waitFor();
  await axe(page, "a rule refused");
  await shot(page, "rule-refused");
  await page.getByRole("button", { name: "Delete" }).first().click();
  await page.locator("button", { hasText: "Go back to version 1" }).waitFor({ state: "attached" });
  await page.context().close();
}

async function token() {
  const page = await open();
  await visit(page, "/sources");
  await page.getByLabel("Name").fill("journey");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByText("never shown again").waitFor();
  await shot(page, "token");
  await axe(page, "token");
  const secret = (await page.locator(".made pre").first().textContent()).trim();
  must(/^lapwing_[0-9a-z]{59}$/.test(secret), "no token: " + secret);
  const r = await page.request.get(base + "/api/v1/events", { headers: { authorization: "Bearer " + secret, cookie: "" } });
  must(r.status() === 403, `a sensor's token reads events: ${r.status()}`);
  await visit(page, "/sources");
  must(!(await page.content()).includes(secret), "the secret is shown twice");
  await page.getByRole("button", { name: /Revoke journey/ }).first().click();
  await page.getByText("The token is revoked.").waitFor();
  await page.context().close();
}

async function signOut() {
  const page = await open();
  await visit(page, "/events");
  await page.locator(".me summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Lapwing" }).waitFor();
  await shot(page, "signin", false);
  await axe(page, "signin");
  await page.goto(base + "/events?level=high");
  must(page.url().includes("/signin?to="), "signed out and still in: " + page.url());
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password").fill("wrong password");
  await page.keyboard.press("Enter");
  await page.getByText("is not right").waitFor();
  await axe(page, "refused");
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Events" }).waitFor();
  must(page.url().endsWith("/events?level=high"), "sign-in leads elsewhere: " + page.url());
  state = await page.context().storageState();
  await page.context().close();
}

// each looks at all of a list of addresses with four windows at a time.
async function each(hrefs, look) {
  const left = [...hrefs.entries()];
  await Promise.all([0, 1, 2, 3].map(async () => {
    const page = await open();
    for (let next; (next = left.shift());) await look(page, next[1], next[0]);
    must(page.hits.length === 0, "payloads ran: " + page.hits.slice(0, 5));
    await page.context().close();
  }));
}

// every list, drawer and tab over payloads in every field: no script runs, nothing is fetched
// from elsewhere, the policy has nothing to report.
async function hostile() {
  const page = await open();
  await visit(page, "/");
  await page.evaluate("hit(0)");
  must(page.hits.length === 1, "the trap for payloads does not work");
  page.hits.length = 0;
  for (const p of ["/", "/events?limit=200", "/risks?limit=200", "/apis?limit=200", "/sources"]) {
    await visit(page, p);
    await page.mouse.move(400, 300);
    await shot(page, `hostile-${p.replace(/[^a-z]/g, "") || "overview"}`, false);
  }
  for (const list of ["/events?limit=200", "/risks?limit=200"]) {
    await visit(page, list);
    const links = await page.locator("#rows .rowlink").evaluateAll((as) => as.map((a) => a.href));
    must(links.length >= 40, `only ${links.length} rows with payloads`);
    await each(links, async (own, href, i) => {
      if (i > 2 && i % 8) { // most on their own page, which is quicker
        await visit(own, `${list.split("?")[0]}/${new URL(href).searchParams.get("open")}?tab=evidence`);
        return;
      }
      const u = new URL(href); // beside a short list: the long one was looked at above
      u.searchParams.set("limit", "3");
      u.searchParams.set("tab", "evidence");
      await own.goto(u.href);
      counts.pages++;
      for (const t of ["Why", "Source", "Advice", "History", "Evidence"]) {
        const tab = own.locator("#drawer .tabs a", { hasText: t });
        if (await tab.count()) { await tab.click(); await own.locator("#drawer .tabs a[aria-current]", { hasText: t }).waitFor(); }
      }
      await own.locator("#drawer").hover();
      for (const b of await own.locator("#drawer .copy").all()) await b.click();
    });
  }
  await visit(page, "/apis?limit=200");
  const apis = await page.locator("#rows .rowlink").evaluateAll((as) => as.map((a) => a.href));
  await each(apis, async (own, href) => { await own.goto(href); counts.pages++; await own.mouse.move(500, 500); });
  await shot(page, "hostile-api", false);
  const ran = page.hits;
  must(ran.length === 0, "payloads ran: " + ran.slice(0, 5));
  await page.context().close();
}

await journey("sign in", signIn);
if (state && env.LAPWING_HOSTILE) {
  await journey("hostile text in every field", hostile);
} else if (state) {
  await Promise.all([ // these change nothing, so they may go on at the same time
    journey("each page in light", () => look("light")),
    journey("each page in dark", () => look("dark")),
    journey("small windows and zoom", narrow),
  ]);
  await journey("triage by keyboard alone", triage);
  await journey("two people decide", conflict);
  await journey("the address is the state", address);
  await journey("without script", noScript);
  await journey("preferences", preferences);
  await journey("a rule by form", rule);
  await journey("token for a sensor", token);
  await journey("sign out and in again", signOut);
}
await browser.close();
console.log(`${counts.journeys} journeys, ${counts.pages} pages, ${counts.axe} axe runs with ${counts.violations} serious violations, ` +
  `${counts.csp} policy reports, ${counts.errors} script errors`);
for (const p of problems) console.error("  " + p);
process.exit(problems.length ? 1 : 0);
