import { SIGN_SOURCE } from './collect-source';
import { MEASURE_SOURCE, NODES_SOURCE } from './measure-source';

/** How often the page's own promises get their turn between the last value and the sending. */
const TURNS = 12;

/** Scrolls the fields into view where they are not and may be; answers the five places of each, or null where one is not on top. */
export const PLACES_FUNCTION = `function (plan, mayScroll) {
  ${NODES_SOURCE}
  ${MEASURE_SOURCE}
  const elements = plan.fields.map(({ index }) => this.fields[index]);
  if (plan.submit !== -1) elements.push(this.buttons[plan.submit]);
  if (mayScroll) for (const element of elements) scrollTo(element);
  const places = elements.map(pointsOf);
  return places.includes(null) ? null : { places: places.flat(), width: innerWidth, height: innerHeight };
}`;

const PARTS_SOURCE = `
  ${NODES_SOURCE}
  ${MEASURE_SOURCE}
  ${SIGN_SOURCE}
  const setValue = (field, value) => Reflect.set(HTMLInputElement.prototype, 'value', value, field);
  const lengthOf = (field) => get(HTMLInputElement.prototype, 'value', field).length;
  const fire = (field, Event_, type, init) => EventTarget.prototype.dispatchEvent.call(field, new Event_(type, { bubbles: true, composed: true, ...init }));
  const tell = (field, type) => fire(field, Event, type, {});
  const press = (field, type, more) => fire(field, KeyboardEvent, type, { cancelable: true, key: 'Unidentified', ...more });
  const write = (field, type) => fire(field, InputEvent, type, { cancelable: type === 'beforeinput', inputType: 'insertText', data: null });
  /* A page that has not got the keyboard is told of no focus by the browser. */
  const passFocus = (from, to) => {
    if (!Document.prototype.hasFocus.call(document) && from) for (const type of ['blur', 'focusout']) fire(from, FocusEvent, type, { bubbles: type === 'focusout', relatedTarget: to });
    HTMLElement.prototype.focus.call(to, { preventScroll: true });
    if (!Document.prototype.hasFocus.call(document)) for (const type of ['focus', 'focusin']) fire(to, FocusEvent, type, { bubbles: type === 'focusin', relatedTarget: from });
  };
  const turns = async () => { for (let turn = 0; turn < ${TURNS}; turn += 1) await null; };`;

const SEND_SOURCE = `
  /* A form whose page does not take it over would put the password into the address. */
  const keepFromAddress = (event) => {
    const { target, submitter } = event;
    if (event.defaultPrevented || !isForm(target)) return;
    const method = (submitter && attribute(submitter, 'formmethod')) || attribute(target, 'method') || 'get';
    const holdsSecret = this.filled.some((field) => field.type === 'password' && field.form === target && attribute(field, 'name') && lengthOf(field) > 0);
    if (holdsSecret && method.trim().toLowerCase() !== 'post') event.preventDefault();
  };
  const send = () => {
    const last = this.filled[this.filled.length - 1];
    const group = this.groups[plan.group];
    if (signOfGroup(group) !== plan.groupSign || self.origin !== plan.origin) return 'spoiled';
    if (this.filled.some((field, at) => !isThere(field) || signOf(field) !== plan.fields[at].sign)) return 'spoiled';
    const button = plan.submit === -1 ? null : this.buttons[plan.submit];
    if (button && (signOf(button) !== plan.submitSign || !shownBox(button))) return 'spoiled';
    if (button && isOff(button)) return 'not-yet';
    addEventListener('submit', keepFromAddress);
    if (button) HTMLElement.prototype.click.call(button);
    else {
      const enter = { key: 'Enter', code: 'Enter', keyCode: 13, which: 13, charCode: 0 };
      const isFree = press(last, 'keydown', enter) && press(last, 'keypress', { ...enter, charCode: 13 });
      if (isFree && isForm(group) && isThere(group) && last.form === group) HTMLFormElement.prototype.requestSubmit.call(group);
      press(last, 'keyup', enter);
    }
    return 'sent';
  };`;

const EMPTY_SOURCE = `
  const holding = (isTold) => {
    const inputs = this.roots.filter((root) => root === document || isThere(root.host)).flatMap((root) => within(root, 'input,textarea'));
    const valueOf = (field) => get(field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype, 'value', field);
    return [...new Set(inputs.concat(this.filled))].filter((field) => isTold && this.filled.includes(field) ? valueOf(field) !== ''
      : this.secrets.some((secret) => secret !== '' && valueOf(field) === secret));
  };
  const empty = (field) => Reflect.set(field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype, 'value', '', field);`;

/** How often a page that is waited for is looked over for secrets once their time is over. */
const SWEEP_MS = 50;

/**
 * Fills and sends: each field is measured and filled with nothing in between, and told to the page as a keyboard would.
 * A framework that draws its form anew at one field's events would empty those filled before it was told of them, so each
 * is told before the next is filled. Nothing that is secret is in an event.
 */
export const FILL_FUNCTION = `async function (plan, values, limitMs) {
  ${PARTS_SOURCE}
  ${SEND_SOURCE}
  ${EMPTY_SOURCE}
  const fields = plan.fields.map(({ index }) => this.fields[index]);
  const parts = plan.fields.map(({ part, at }) => at === null ? values[part] : values[part].charAt(at));
  const faultOf = (at) => {
    const field = fields[at];
    if (self.origin !== plan.origin || !isThere(field) || signOf(field) !== plan.fields[at].sign) return 'changed';
    if (groupOf(field) !== this.groups[plan.group] || signOfGroup(groupOf(field)) !== plan.groupSign) return 'changed';
    if (isOff(field) || field.readOnly) return 'not-editable';
    if (pointsOf(field) === null) return 'not-visible';
    return field.maxLength !== -1 && parts[at].length > field.maxLength ? 'too-long' : null;
  };
  for (const at of fields.keys()) {
    const why = faultOf(at);
    if (why !== null) return { kind: 'refused', why };
  }
  this.secrets = [values.password, values.code].filter((value) => value !== null);
  /* The browser hands nothing on to a page that is on its way to another document: it empties itself, in time. */
  const sweep = () => { for (const field of holding(false)) empty(field); };
  this.sweeping = setTimeout(() => { sweep(); this.sweeping = setInterval(sweep, ${SWEEP_MS}); }, limitMs);
  for (const [at, field] of fields.entries()) {
    passFocus(fields[at - 1] ?? null, field);
    press(field, 'keydown');
    write(field, 'beforeinput');
    const why = faultOf(at);
    if (why !== null) return { kind: at === 0 ? 'refused' : 'spoiled', why };
    setValue(field, parts[at]);
    this.filled.push(field);
    if (lengthOf(field) !== parts[at].length) return { kind: 'spoiled' };
    write(field, 'input');
    press(field, 'keyup');
    tell(field, 'change');
  }
  const submit = plan.submit === -1 ? null : this.buttons[plan.submit];
  if (submit) passFocus(fields[fields.length - 1], submit);
  await turns();
  if (this.filled.some((field, at) => isThere(field) && lengthOf(field) !== parts[at].length)) return { kind: 'spoiled' };
  return { kind: send() };
}`;

/** Another try to send, of a form that was filled when its button took no press yet. */
export const SEND_FUNCTION = `function (plan) {
  ${PARTS_SOURCE}
  ${SEND_SOURCE}
  return { kind: send() };
}`;

/**
 * What has become of a form that was sent. `holds`: a secret stands in a field yet. `asks`: the same is asked for still.
 * `goesOn`: something is asked for that was not before.
 */
export const STATE_FUNCTION = `function (plan) {
  ${PARTS_SOURCE}
  const inputs = this.roots.flatMap((root) => within(root, 'input'));
  const kindOf = (field) => JSON.stringify([field.type, attribute(field, 'name'), attribute(field, 'autocomplete')]);
  const filled = new Set(this.filled.map(kindOf));
  const shown = inputs.filter((field) => shownBox(field) !== null);
  const known = new Set(this.fields);
  const news = shown.filter((field) => !filled.has(kindOf(field)) && (!known.has(field) || plan.hidden.includes(this.fields.indexOf(field))));
  return {
    holds: this.filled.concat(inputs).some((field) => this.secrets.includes(get(HTMLInputElement.prototype, 'value', field))),
    asks: shown.some((field) => filled.has(kindOf(field))),
    goesOn: news.some((field) => field.type === 'password' || /one-time-code/.test(attribute(field, 'autocomplete') || '')),
  };
}`;

/**
 * Empties every field that was filled, and every other that holds a secret by now. `isTold`: the page is told, so that its
 * own state is emptied too. Answers whether no field holds one any more.
 */
export const CLEAR_FUNCTION = `async function (isTold) {
  ${PARTS_SOURCE}
  ${EMPTY_SOURCE}
  clearTimeout(this.sweeping);
  for (let round = 0; round < 3; round += 1) {
    /* All at once, so that none stands there while the page is told of another. */
    const emptied = holding(isTold);
    for (const field of emptied) empty(field);
    if (isTold) for (const field of emptied) { empty(field); write(field, 'input'); tell(field, 'change'); }
    for (const field of holding(isTold)) empty(field);
    await turns();
    if (holding(isTold).length === 0) break;
  }
  return holding(isTold).length === 0;
}`;
