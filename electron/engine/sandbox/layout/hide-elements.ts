/** How often a document is looked at for shadow roots that came, and for a page that took the style sheet out. */
const AGAIN_MS = 300;

/**
 * Hides elements in the page itself: a style sheet of the isolated world, there before the first script of the page. The
 * second layer alone, since the page can see such a sheet and take it out for a moment; what is masked is masked without it.
 * Runs in the page; sent as text.
 */
export const HIDE_SOURCE = `
  const readSheets = (root) => Reflect.get(root === document ? Document.prototype : ShadowRoot.prototype, 'adoptedStyleSheets', root);
  const writeSheets = (root, sheets) => Reflect.set(root === document ? Document.prototype : ShadowRoot.prototype, 'adoptedStyleSheets', sheets, root);
  const hide = (selectors) => {
    const sheet = new CSSStyleSheet();
    for (const selector of selectors) {
      /* One that is wrong must not take the others with it. */
      try { sheet.insertRule(':is(' + selector + '):not(#\\\\9#\\\\9) { opacity: 0 !important; visibility: hidden !important; }'); } catch {}
    }
    const put = () => {
      for (const root of shadowRoots()) {
        const sheets = Array.from(readSheets(root));
        if (sheets.at(-1) !== sheet) writeSheets(root, [...sheets.filter((one) => one !== sheet), sheet]);
      }
    };
    put();
    setInterval(put, ${AGAIN_MS});
  };`;
