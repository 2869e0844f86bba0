import type { ReactNode } from 'react';
import './choice-card.css';

type ChoiceCardProps = {
  readonly name: string;
  readonly value: string;
  readonly title: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
};

/** One radio of a group, as a card with its explanation. */
export function ChoiceCard(props: ChoiceCardProps) {
  const { name, value, title, isChecked, isDisabled = false, onChoose, children } = props;
  const id = `${name}-${value}`;
  return (
    <div className="choice-card" data-checked={isChecked} data-disabled={isDisabled}>
      <input
        type="radio"
        id={id}
        name={name}
        value={value}
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={`${id}-text`}
        onChange={onChoose}
      />
      <label htmlFor={id}>{title}</label>
      <div className="choice-text" id={`${id}-text`}>
        {children}
      </div>
    </div>
  );
}
