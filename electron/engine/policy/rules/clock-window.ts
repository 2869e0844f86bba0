import { type RuleCondition, WEEKDAYS } from '../../../../shared/domain/policy-rule';

export type ClockTime = {
  /** Since midnight. */
  readonly minutes: number;
  /** 0 is Monday. */
  readonly weekday: number;
};

/** The hours of a rule. `to` is not in them; equal ends are a whole day. */
export class ClockWindow {
  readonly #from: number;
  readonly #to: number;
  /** Whether hours may begin on each day, from Monday on. */
  readonly #days: readonly boolean[];

  constructor({ from, to, days }: NonNullable<RuleCondition['time']>) {
    this.#from = minutesOf(from);
    this.#to = minutesOf(to);
    this.#days = WEEKDAYS.map((day) => days === undefined || days.includes(day));
  }

  includes({ minutes, weekday }: ClockTime): boolean {
    const isPastMidnight = this.#to <= this.#from;
    if (minutes >= this.#from && (isPastMidnight || minutes < this.#to)) return this.#days[weekday] === true;
    return isPastMidnight && minutes < this.#to && this.#days[(weekday + 6) % 7] === true;
  }
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The time of day and week of a date, where the console is. */
export function clockTimeOf(date: Date): ClockTime {
  return { minutes: date.getHours() * 60 + date.getMinutes(), weekday: (date.getDay() + 6) % 7 };
}
