/** Fields at known places that report every event the page gets, and swallow what the browser would do with it. */
export const INPUT_PAGE = `
<title>Input</title>
<style>
  body { margin: 0; font: 16px sans-serif; height: 4000px; width: 3000px; }
  #pad, #field, #text, #slider, #colours { position: fixed; left: 40px; width: 400px; margin: 0; box-sizing: border-box; }
  #pad { top: 20px; height: 200px; background: #dde; }
  #field { top: 240px; height: 40px; }
  #text { top: 300px; height: 120px; }
  #slider { top: 440px; height: 30px; }
  #colours { top: 490px; height: 100px; background: linear-gradient(90deg, red, yellow, lime, aqua, blue); }
</style>
<div id="pad"></div><input id="field" aria-label="Field" autocomplete="off"><textarea id="text" aria-label="Text"></textarea>
<input id="slider" type="range" min="0" max="1000" value="0" aria-label="Slider"><div id="colours"></div>
<script>
  const modifiers = (e) => [e.ctrlKey && 'ctrl', e.shiftKey && 'shift', e.altKey && 'alt', e.metaKey && 'meta'].filter(Boolean).join('+');
  for (const type of ['mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu', 'mousemove']) {
    addEventListener(type, (e) => {
      if (e.target.id === 'pad' || type === 'contextmenu') e.preventDefault();
      note({ type, x: e.screenX, y: e.screenY, button: e.button, buttons: e.buttons, detail: e.detail, modifiers: modifiers(e), on: e.target.id });
    }, true);
  }
  addEventListener('wheel', (e) => {
    e.preventDefault();
    note({ type: 'wheel', dx: e.deltaX, dy: e.deltaY, x: e.screenX, y: e.screenY, modifiers: modifiers(e) });
  }, { passive: false });
  for (const type of ['keydown', 'keyup']) {
    addEventListener(type, (e) => {
      if (['Tab', 'F5', 'Escape'].includes(e.key)) e.preventDefault();
      note({ type, key: e.key, repeat: e.repeat, modifiers: modifiers(e), at: e.timeStamp, on: document.activeElement.id });
    }, true);
  }
  addEventListener('input', (e) => note({ type: 'input', on: e.target.id, value: e.target.value }), true);
</script>`;
