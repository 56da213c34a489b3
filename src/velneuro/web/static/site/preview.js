// Looks once a second whether the author's file has changed, and shows the page anew when it has.
const EVERY_MS = 1000;
const page = document.getElementById("preview");

/** @param {string} url @param {string} seen */
async function look(url, seen) {
  try {
    const answer = await fetch(url, { cache: "no-store" });
    const now = answer.ok ? (await answer.json()).seen : seen;
    if (now !== seen) return location.reload();
  } catch {
    // The server was stopped: when it is there again, the next look shows what has changed.
  }
  setTimeout(look, EVERY_MS, url, seen);
}

if (page) look(page.dataset.url ?? "", page.dataset.seen ?? "");
