import type { Action } from '../../../../shared/domain/action';
import type { RiskFinding } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { actsOnElement } from '../../actions/acts-on-element';
import { type EnteredText, enteredText } from '../../actions/pressed-keys';
import type { Facts } from '../decision';
import type { ClockTime } from './clock-window';
import { SeenHost } from './host-pattern';
import { readPath, type SeenPath } from './seen-path';
import { SeenText } from './text-pattern';

/** What rules look at: an action with all that is known of it, prepared so that many rules can ask the same. */
export class RuleSubject {
  readonly targets: readonly SeenTarget[];
  readonly action: Action;
  readonly findings: readonly RiskFinding[];
  readonly time: ClockTime;
  /** Rules that ask more than what kind of action it is are only about actions that act on something. */
  readonly isActing: boolean;
  readonly hasUnknownRisk: boolean;
  #entered: EnteredText | undefined;
  #enteredText: SeenText | undefined;

  constructor({
    action,
    targets,
    findings,
    time,
    pointer,
  }: Omit<Facts, 'counts' | 'display' | 'selectorBoxes' | 'signIn' | 'isExposed' | 'secretOf'>) {
    this.action = action;
    this.targets = targets.map((target) => new SeenTarget(target));
    this.findings = findings;
    this.time = time;
    this.isActing = actsOnElement(action.member, pointer.isButtonDown);
    this.hasUnknownRisk = findings.some(({ category }) => category === 'unknown');
  }

  get entered(): EnteredText {
    this.#entered ??= enteredText(this.action);
    return this.#entered;
  }

  /** What would be typed, when that is known. */
  get text(): SeenText | null {
    if (this.entered.kind !== 'text') return null;
    this.#enteredText ??= new SeenText(this.entered.text);
    return this.#enteredText;
  }
}

/** A target in the forms in which rules look at it. Null or empty: not known. */
export class SeenTarget {
  #host: SeenHost | null | undefined;
  #path: SeenPath | null | undefined;
  #names: readonly SeenText[] | undefined;
  #roles: readonly SeenText[] | undefined;

  constructor(readonly target: Target) {}

  get host(): SeenHost | null {
    if (this.#host === undefined) this.#host = this.target.host ? new SeenHost(this.target.host) : null;
    return this.#host;
  }

  /** Path of the address of the document that it is in. */
  get path(): SeenPath | null {
    if (this.#path === undefined) {
      const { target } = this;
      const address = target.kind === 'element' ? (target.frameUrl ?? target.url) : target.url;
      this.#path = address === null ? null : readPath(address);
    }
    return this.#path;
  }

  /** The accessible name and the visible text; a page can make them differ. */
  get names(): readonly SeenText[] {
    this.#names ??= namesOf(this.target)
      .map((name) => new SeenText(name))
      .filter((name) => !name.isBlank);
    return this.#names;
  }

  get roles(): readonly SeenText[] {
    this.#roles ??= rolesOf(this.target).map((role) => new SeenText(role));
    return this.#roles;
  }
}

function namesOf(target: Target): readonly string[] {
  if (target.kind === 'element')
    return target.name === target.text ? [target.name] : [target.name, target.text];
  if (target.kind === 'dialog') return [target.message];
  return target.kind === 'window' ? [target.part ?? target.title] : [];
}

function rolesOf(target: Target): readonly string[] {
  if (target.kind === 'element') return target.role === '' ? [] : [target.role];
  return target.kind === 'unknown' ? [] : [target.kind];
}
