// The page of the source with the cells outlined: loading, turning pages, zooming, and which cell is lit.

import { getJson } from "./api.js";

const ZOOM_STEP = 1.25;
const ZOOM_MOST = 6;
const ROOM = 24; // pixels around a cell that fills the view

export function setUpPicture(sheet) {
  const view = sheet.querySelector(".page-view");
  if (!view) return null;
  const picture = new Picture(sheet, view);
  picture.turnTo(view.querySelector(".page").dataset.page);
  return picture;
}

class Picture {
  constructor(sheet, view) {
    this.sheet = sheet;
    this.view = view;
    this.zoom = 1;
    for (const button of sheet.querySelectorAll("[data-page]")) {
      if (button.tagName === "BUTTON") button.addEventListener("click", () => this.turnTo(button.dataset.page));
    }
    for (const button of sheet.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoomBy(button.dataset.zoom));
    }
  }

  get page() {
    return this.view.querySelector(".page:not([hidden])");
  }

  async turnTo(number) {
    for (const page of this.view.querySelectorAll(".page")) page.hidden = page.dataset.page !== number;
    for (const button of this.sheet.querySelectorAll("button[data-page]")) {
      button.setAttribute("aria-pressed", String(button.dataset.page === number));
    }
    const page = this.page;
    if (page.dataset.loaded !== "yes") await this.load(page);
    this.showFirstBox(page);
  }

  // Drawing a page takes the server a moment; a page that cannot be drawn is replaced by the words of the source.
  async load(page) {
    const path = `/pages/${encodeURIComponent(this.sheet.dataset.plan)}/${page.dataset.page}`;
    this.view.setAttribute("aria-busy", "true");
    try {
      const size = await getJson(path);
      page.querySelector("svg").setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
      const image = page.querySelector("img");
      image.width = Math.round(size.width);
      image.height = Math.round(size.height);
      image.src = `${path}/picture.png`;
      page.dataset.loaded = "yes";
      await image.decode();
    } catch (failure) {
      if (page.isConnected && page.dataset.loaded !== "yes") this.showMissing(failure.message);
    } finally {
      this.view.removeAttribute("aria-busy");
    }
  }

  showMissing(words) {
    const missing = this.sheet.querySelector(".missing");
    missing.textContent = words;
    missing.hidden = false;
    this.sheet.querySelector(".page-tools").hidden = true;
    this.view.hidden = true;
    this.sheet.querySelector(".words-view").hidden = false;
  }

  // Picture or words.
  toggleWords() {
    const words = this.sheet.querySelector(".words-view");
    if (this.sheet.querySelector(".page-tools").hidden) return;
    words.hidden = !words.hidden;
    this.view.hidden = !words.hidden;
    this.sheet.querySelector('[data-do="source"]').setAttribute("aria-pressed", String(!words.hidden));
  }

  zoomBy(how) {
    const factor = { in: ZOOM_STEP, out: 1 / ZOOM_STEP }[how];
    if (how === "cell") this.zoomToBox();
    else this.setZoom(factor ? this.zoom * factor : 1);
    if (how === "fit") this.view.scrollTo(0, 0);
  }

  setZoom(zoom) {
    const before = this.view.scrollHeight;
    const middle = this.view.scrollTop + this.view.clientHeight / 2;
    this.zoom = Math.min(ZOOM_MOST, Math.max(1 / ZOOM_MOST, zoom));
    for (const page of this.view.querySelectorAll(".page")) page.style.width = `${this.zoom * 100}%`;
    this.sheet.querySelector(".zoom-words").textContent = `${Math.round(this.zoom * 100)} %`;
    this.view.scrollTop = (middle * this.view.scrollHeight) / before - this.view.clientHeight / 2;
  }

  zoomToBox() {
    const box = this.page.querySelector("rect");
    if (!box) return;
    const share = box.width.baseVal.value / this.page.querySelector("svg").viewBox.baseVal.width;
    this.setZoom(Math.min(3, (this.view.clientWidth - ROOM) / (this.view.clientWidth * share)));
    this.scrollTo(box);
  }

  showFirstBox(page) {
    const box = page.querySelector("rect");
    if (box && page.dataset.loaded === "yes") this.scrollTo(box);
  }

  scrollTo(box) {
    const at = box.getBoundingClientRect();
    const frame = this.view.getBoundingClientRect();
    this.view.scrollTop += at.top - frame.top - Math.max(ROOM, (frame.height - at.height) / 2);
    this.view.scrollLeft += at.left - frame.left - ROOM;
  }
}

// The cells of the field that has the focus, in the picture and in the table.
export function light(sheet, cells) {
  for (const one of sheet.querySelectorAll(".lit")) one.classList.remove("lit");
  if (!cells) return;
  const name = CSS.escape(cells);
  for (const one of sheet.querySelectorAll(`rect[data-field="${name}"], td[data-field="${name}"]`)) {
    one.classList.add("lit");
  }
}
