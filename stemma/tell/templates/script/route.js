// The address: #view, #view?name=value&..., or the id of one thing on the page. docs/page.md has the grammar.

function readHash() {
  const hash = location.hash.slice(1);
  const cut = hash.indexOf("?");
  let id = cut < 0 ? hash : hash.slice(0, cut);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Left as it stands: it names nothing here.
  }
  return { id, params: new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1)) };
}

function writeHash(id, params) {
  const words = params.toString();
  try {
    history.replaceState(null, "", words ? `#${id}?${words}` : `#${id}`);
  } catch {
    // Some browsers refuse this for files; the view works all the same.
  }
}

function say(words) {
  document.getElementById("said").textContent = words;
}

async function copyLink(hash) {
  const link = location.href.split("#")[0] + hash;
  try {
    await navigator.clipboard.writeText(link);
    say("Link copied");
    return true;
  } catch {
    location.hash = hash;
    say("The link stands in the address bar");
    return false;
  }
}

function openAround(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at.localName === "details") at.open = true;
  }
}

// Twice, because what is scrolled past may take its true height only when it is first drawn.
function bringTo(element, block = "start") {
  element.scrollIntoView({ block });
  requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block })));
}

// Handlers for kinds of ids; each gets the id and the parameters and says whether it has shown the thing itself.
const routes = [];

function route() {
  const { id, params } = readHash();
  if (!id) return;
  if (routes.some((show) => show(id, params))) return;
  const target = document.getElementById(id);
  if (!target) return;
  openAround(target);
  bringTo(target);
}

// On a narrow page the row of views scrolls by itself; the one that is read stays in sight.
function bringLinkIn(link) {
  const row = link.closest("ul");
  const [outer, inner] = [row.getBoundingClientRect(), link.getBoundingClientRect()];
  const margin = 24;
  if (inner.left < outer.left + margin) row.scrollLeft += inner.left - outer.left - margin;
  else if (inner.right > outer.right - margin) row.scrollLeft += inner.right - outer.right + margin;
}

function startRoute() {
  addEventListener("hashchange", route);
  const links = new Map([...document.querySelectorAll(".views a")].map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const [id, link] of links) {
          if (id === entry.target.id) {
            link.setAttribute("aria-current", "true");
            bringLinkIn(link);
          } else {
            link.removeAttribute("aria-current");
          }
        }
      }
    },
    { rootMargin: "-35% 0px -60%" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) watcher.observe(section);
  }
  if (location.hash) route();
}
