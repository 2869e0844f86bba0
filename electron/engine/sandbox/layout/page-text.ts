/**
 * The text of a page as a reader sees it, and the way back from a stretch of it to the nodes. Runs in the page; sent as
 * text, and uses the readers of `page-readers.ts`.
 */
export const PAGE_TEXT_SOURCE = `
  const INLINE = new Set('a abbr b bdi bdo cite code data dfn em font i ins del kbd label mark q s samp slot small span strong sub sup time tt u var wbr text tspan'.split(' '));
  const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'head', 'title', 'textarea']);
  /* Whether a text goes on with what stands before it, and is not the first of its block. Texts are named by nobody. */
  const goesOn = (text) => {
    for (let node = text; ;) {
      const before = node.previousSibling;
      if (before instanceof Text) return true;
      if (before instanceof Element) return INLINE.has(before.localName);
      if (before !== null) node = before;
      else {
        const parent = node.parentNode;
        if (!(parent instanceof Element) || !INLINE.has(parent.localName)) return false;
        node = parent;
      }
    }
  };
  /* Every text that a page may show, in its order; \`joins\` tells one that goes on with the one before. */
  const piecesIn = (roots) => {
    const pieces = [];
    for (const root of roots) {
      const walk = walker(document, root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.data;
        if (text === '' || UNSEEN.has(node.parentNode.localName)) continue;
        pieces.push({ node, text: text.replace(/\\s/g, ' '), joins: goesOn(node) });
      }
    }
    return pieces;
  };
  /*
   * The same pieces as long as nothing has changed that they are made of, which the browser tells right away. What an
   * observer of ours gets no page can keep from it; that the root element is still there is asked besides.
   */
  const rootElement = reader(Document.prototype, 'documentElement');
  let lastText = null;
  const CHANGES = { subtree: true, childList: true, characterData: true };
  const isLastText = (roots) => lastText !== null && !lastText.hasChanged && lastText.observer.takeRecords().length === 0
    && lastText.root === rootElement(document) && lastText.roots.length === roots.length && roots.every((root, at) => root === lastText.roots[at]);
  const piecesOf = (roots) => {
    if (isLastText(roots)) return lastText.pieces;
    lastText?.observer.disconnect();
    const mine = { roots: [...roots], root: rootElement(document), hasChanged: false, observer: null, pieces: null };
    mine.observer = new MutationObserver(() => { mine.hasChanged = true; });
    for (const root of roots) mine.observer.observe(root, CHANGES);
    mine.pieces = piecesIn(roots);
    lastText = mine;
    return mine.pieces;
  };
  /* Pieces one after the other, with what \`between\` says before each that is not the first. */
  const joined = (pieces, between) => {
    const starts = [];
    const parts = [];
    let length = 0;
    for (const piece of pieces) {
      const gap = starts.length === 0 ? '' : between(piece);
      length += gap.length;
      starts.push(length);
      parts.push(gap, piece.text);
      length += piece.text.length;
    }
    return { text: parts.join(''), starts };
  };
  const pieceAt = (starts, index) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= index) low = middle; else high = middle - 1;
    }
    return low;
  };
  /* The parts of nodes that a stretch of a joined text is made of. */
  const rangesOf = (pieces, starts, [from, to]) => {
    const ranges = [];
    for (let at = pieceAt(starts, from); at < pieces.length && starts[at] < to; at += 1) {
      const { node, text } = pieces[at];
      const start = Math.max(0, from - starts[at]);
      const end = Math.min(text.length, to - starts[at]);
      if (start < end) ranges.push({ node, start, end });
    }
    return ranges;
  };
  /* Nobody sees these, and a page may put them in. */
  const FORMAT = /[\\s\\u00ad\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u2064\\ufeff]/;
  const ALL_FORMAT = new RegExp(FORMAT.source, 'g');
  const lower = (char) => { const small = char.toLowerCase(); return small.length === char.length ? small : char; };
  const squeezed = (text) => Array.from(text).filter((char) => !FORMAT.test(char)).map(lower).join('');
  /* All text without gaps, whatever elements it is in: a secret may stand there one letter at a time. */
  const squeezedText = (pieces) => {
    const parts = [];
    const places = [];
    pieces.forEach(({ text }, piece) => {
      for (let at = 0; at < text.length; at += 1) {
        const char = text[at];
        if (FORMAT.test(char)) continue;
        parts.push(lower(char));
        places.push([piece, at]);
      }
    });
    return { text: parts.join(''), places };
  };
  const rangesOfNeedles = (pieces, needles) => {
    if (needles.length === 0) return [];
    /* Most pages hold none: that is told ten times faster than where. */
    const all = pieces.map((piece) => piece.text).join('').replace(ALL_FORMAT, '').toLowerCase();
    if (!needles.some((needle) => needle.toLowerCase().length !== needle.length || all.includes(needle.toLowerCase()))) return [];
    const { text, places } = squeezedText(pieces);
    return needles.flatMap((needle) => {
      const found = [];
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        for (let next = at; next < at + needle.length; next += 1) {
          const [piece, offset] = places[next];
          const last = found.at(-1);
          if (last && last.node === pieces[piece].node && last.end === offset) last.end = offset + 1;
          else found.push({ node: pieces[piece].node, start: offset, end: offset + 1 });
        }
      }
      return found;
    });
  };`;
