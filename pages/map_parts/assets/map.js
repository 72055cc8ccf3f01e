const kept = new WeakMap();

// Only what differs is replaced: a browser lays out and paints thousands of texts slowly.
function redraw(paper, next) {
  const svg = paper.querySelector("svg");
  if (!svg) {
    paper.replaceChildren(document.importNode(next, true));
    return;
  }
  for (const { name, value } of next.attributes) svg.setAttribute(name, value);
  for (const part of svg.querySelectorAll(":scope > [class^=part-]")) part.removeAttribute("transform");
  const fresh = [...next.children];
  fresh.forEach((one, place) => {
    const old = svg.children[place];
    if (!old) svg.appendChild(document.importNode(one, true));
    else if (!old.isEqualNode(one)) old.replaceWith(document.importNode(one, true));
  });
  while (svg.children.length > fresh.length) svg.lastElementChild.remove();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = parentElement.querySelector(".view");
  const paper = parentElement.querySelector(".paper");
  const state = kept.get(view) || { zoom: null, svg: "" };
  kept.set(view, state);
  if (state.svg !== data.svg) {
    const focused = paper.querySelector(".pick:focus");
    const target = focused && focused.getAttribute("data-target");
    const read = new DOMParser().parseFromString(data.svg, "image/svg+xml");
    redraw(paper, read.documentElement);
    state.svg = data.svg;
    if (target) {
      const again = [...paper.querySelectorAll(".pick")].find((one) => one.getAttribute("data-target") === target);
      if (again) again.focus({ preventScroll: true });
    }
  }
  const svg = paper.querySelector("svg");
  const height = Number(svg.getAttribute("viewBox").split(" ")[3]);

  const fitting = () => Math.min(1.25, Math.max(0.25, (view.clientWidth - 2) / data.width));
  const draw = () => {
    const zoom = state.zoom || Math.max(0.82, Math.min(1, fitting()));
    svg.setAttribute("width", data.width * zoom);
    svg.setAttribute("height", height * zoom);
    state.shown = zoom;
  };
  draw();

  for (const button of parentElement.querySelectorAll("[data-zoom]")) {
    const how = button.dataset.zoom;
    const word = data.words[how];
    if (how === "fit" || how === "full") button.textContent = word;
    button.setAttribute("aria-label", word);
    button.title = word;
    button.onclick = () => {
      const steps = { larger: state.shown * 1.2, smaller: state.shown / 1.2, full: 1, fit: fitting() };
      state.zoom = Math.min(3, Math.max(0.2, steps[how]));
      draw();
      view.onscroll();
    };
  }
  parentElement.querySelector(".help").textContent = data.words.help;

  // The names of lanes and steps stay in sight while the map is scrolled.
  const parts = [...svg.querySelectorAll(":scope > [class^=part-]")];
  view.onscroll = () => {
    const right = view.scrollLeft / state.shown;
    const down = Math.min(view.scrollTop / state.shown, Math.max(0, data.mapBottom - 120));
    for (const part of parts) {
      const name = part.getAttribute("class");
      const x = name === "part-head" ? 0 : right;
      const y = name === "part-side" ? 0 : down;
      part.setAttribute("transform", `translate(${x} ${y})`);
    }
  };
  view.onscroll();

  const picked = (event) => event.target.closest && event.target.closest(".pick");
  let drag = null;
  view.onkeydown = (event) => {
    const thing = picked(event);
    if (thing && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      setTriggerValue("picked", thing.getAttribute("data-target"));
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (thing && by && event.altKey && thing.dataset.movable) {
      event.preventDefault();
      const box = thing.getBBox();
      const here = data.zones.findIndex((zone) => box.x >= zone.left && box.x < zone.right);
      const zone = here < 0 ? null : data.zones[here + by];
      if (zone) setTriggerValue("moved", { target: thing.getAttribute("data-target"), step: zone.step });
    }
  };
  view.onclick = (event) => {
    const thing = picked(event);
    if (thing && !state.dropped) setTriggerValue("picked", thing.getAttribute("data-target"));
    state.dropped = false;
  };
  const place = (event) => {
    const frame = svg.getBoundingClientRect();
    return { x: (event.clientX - frame.left) / state.shown, y: (event.clientY - frame.top) / state.shown };
  };
  const zoneAt = (x) => data.zones.find((zone) => x >= zone.left && x < zone.right);
  const mark = (zone) => {
    let rect = svg.querySelector(".zone");
    if (!rect) {
      rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      rect.setAttribute("class", "zone");
      svg.appendChild(rect);
    }
    rect.setAttribute("x", zone ? zone.left : 0);
    rect.setAttribute("y", 0);
    rect.setAttribute("width", zone ? zone.right - zone.left : 0);
    rect.setAttribute("height", zone ? zone.bottom : 0);
  };
  view.onpointerdown = (event) => {
    const thing = picked(event);
    state.dropped = false;
    if (thing && thing.dataset.movable && event.button === 0) drag = { thing, from: place(event), on: false };
  };
  view.onpointermove = (event) => {
    if (!drag) return;
    const at = place(event);
    const dx = at.x - drag.from.x;
    const dy = at.y - drag.from.y;
    if (!drag.on && Math.abs(dx) + Math.abs(dy) < 8) return;
    if (!drag.on) {
      drag.on = true;
      view.setPointerCapture(event.pointerId);
      drag.thing.classList.add("dragged");
      svg.appendChild(drag.thing);
    }
    drag.thing.setAttribute("transform", `translate(${dx} ${dy})`);
    mark(zoneAt(at.x));
  };
  const end = (event, drop) => {
    if (!drag) return;
    const { thing, on } = drag;
    drag = null;
    if (!on) return;
    state.dropped = true;
    const zone = drop && zoneAt(place(event).x);
    thing.removeAttribute("transform");
    thing.classList.remove("dragged");
    mark(null);
    if (zone) setTriggerValue("moved", { target: thing.getAttribute("data-target"), step: zone.step });
  };
  view.onpointerup = (event) => end(event, true);
  view.onpointercancel = (event) => end(event, false);
}
