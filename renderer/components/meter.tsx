import './meter.css';

type MeterProps = {
  readonly label: string;
  readonly value: number;
  /** Null: there is no limit, only a count. */
  readonly max: number | null;
  /** The value in words, with its limit. */
  readonly text: string;
  readonly title?: string;
};

/** How much of a budget is used. Bold from 80 % on, red when it is spent; amber stays for decisions. */
export function Meter({ label, value, max, text, title }: MeterProps) {
  const share = max === null ? 0 : Math.min(1, value / max);
  return (
    <div className={`meter meter-${levelOf(share)}`} title={title}>
      <div className="meter-head">
        <span className="meter-label">{label}</span>
        <span className="meter-text">{text}</span>
      </div>
      {max !== null && (
        <>
          <meter
            className="visually-hidden"
            aria-label={`${label}: ${text}`}
            min={0}
            max={max}
            value={value}
          />
          <div className="meter-track" aria-hidden="true">
            <div className="meter-fill" style={{ width: `${share * 100}%` }} />
          </div>
        </>
      )}
    </div>
  );
}

function levelOf(share: number): 'low' | 'near' | 'spent' {
  if (share >= 1) return 'spent';
  return share >= 0.8 ? 'near' : 'low';
}
