/**
 * What stands around an element: the texts that tell a "Delete" beside a filter from one beside a database. Innermost
 * first, one a line: what the field itself hints at, then going outwards row headers, legends, headings before it, the
 * words of dialogs, and names of lists, forms and dialogs. Runs in the page, inside FACTS_FUNCTION and with its helpers.
 */
export const CONTEXT_SOURCE = `
  const describeContext = (element) => {
    const MOST = 300;
    const HEADINGS = 'h1,h2,h3,h4,h5,h6,[role=heading]';
    const NAMED = ['dialog', 'form', 'section', 'article', 'nav', 'aside', 'table', 'ul', 'ol'];
    const lines = [];
    let headings = 0;
    const add = (text, most = 120) => {
      const line = cut(text, most);
      if (line === '' || lines.includes(line)) return false;
      lines.push(line);
      return true;
    };
    const first = (within, selector) => Element.prototype.querySelector.call(within, selector);
    const byIds = (near, ids) => {
      const root = Node.prototype.getRootNode.call(near);
      const prototype = root instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
      const find = (id) => prototype.getElementById.call(root, id);
      return cut(ids, 300).split(' ').map((id) => (id === '' ? null : find(id))).map((found) => (found ? textOf(found) : '')).join(' ');
    };
    const nameOf = (node) => attribute(node, 'aria-label') || byIds(node, attribute(node, 'aria-labelledby'));
    const headingBefore = (node) => {
      let steps = 0;
      for (let before = get(Element.prototype, 'previousElementSibling', node); before && steps < 50;
        before = get(Element.prototype, 'previousElementSibling', before), steps += 1) {
        if (Element.prototype.matches.call(before, HEADINGS)) return before;
        const inner = Element.prototype.querySelectorAll.call(before, HEADINGS);
        if (inner.length > 0) return inner[inner.length - 1];
      }
      return null;
    };
    add(attribute(element, 'placeholder'));
    let depth = 0;
    for (let node = element; node && depth < 60 && lines.join().length < MOST; node = parentOf(node), depth += 1) {
      const tag = tagOf(node);
      const role = cut(attribute(node, 'role'), 30).toLowerCase();
      if (node !== element) {
        const label = node instanceof HTMLTableRowElement || role === 'row'
          ? first(node, 'th,[role=rowheader]') || first(node, 'td,[role=cell],[role=gridcell]') : null;
        if (label && !Node.prototype.contains.call(label, element)) add(textOf(label));
        if (node instanceof HTMLFieldSetElement) {
          const legend = first(node, 'legend');
          if (legend) add(textOf(legend));
        }
        const isDialog = tag === 'dialog' || role === 'dialog' || role === 'alertdialog';
        if (isDialog || NAMED.includes(tag) || ['form', 'region', 'group', 'listitem', 'row', 'tabpanel', 'menu'].includes(role)) {
          /* What an OK does, a dialog says in its own words. */
          if (isDialog) add(textOf(node), 240);
          const isNamed = add(nameOf(node));
          const heading = isDialog && !isNamed ? first(node, HEADINGS) : null;
          if (heading) add(textOf(heading));
        }
      }
      const heading = headings < 3 ? headingBefore(node) : null;
      if (heading && add(textOf(heading))) headings += 1;
    }
    return lines.join('\\n').slice(0, MOST);
  };`;
