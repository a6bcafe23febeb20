// Finding without diacritics: "hai phong" finds "Hải Phòng", "dang ky" finds "Đăng ký".

/** Letters and digits only, with a space before each word: a word that begins with what is asked for is a hit. */
function fold(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("đ", "d");
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
}

/** What was typed as phrases: commas part them, and each must be found. */
function foldTerms(query) {
  return query.split(/[,;]/).map(fold).filter((term) => term.length > 1);
}

/** A list of texts that can be searched; each text is folded once, in small portions while nobody waits. */
class Searchable {
  constructor(texts) {
    this.texts = texts;
    this.folded = [];
    this.hits = new Map();
  }

  /** Folds on for some milliseconds; whether it is done. */
  prepare(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (this.folded.length < this.texts.length) {
      this.folded.push(fold(this.texts[this.folded.length]));
      if (this.folded.length % 200 === 0 && performance.now() > end) return false;
    }
    return true;
  }

  /** One byte for each text: 1 where the term is in it. */
  find(term) {
    if (!this.hits.has(term)) {
      this.prepare();
      const found = new Uint8Array(this.texts.length);
      for (let at = 0; at < found.length; at++) if (this.folded[at].includes(term)) found[at] = 1;
      if (this.hits.size > 40) this.hits.clear(); // what was typed a while ago
      this.hits.set(term, found);
    }
    return this.hits.get(term);
  }
}

const IDLE = window.requestIdleCallback ?? ((work) => setTimeout(work, 30));

/** Prepares lists for the first search, without ever keeping the page from answering. */
function prepareIdly(lists) {
  const left = lists.filter((list) => !list.prepare(6));
  if (left.length) IDLE(() => prepareIdly(left));
}
