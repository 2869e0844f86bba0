import { useIdleDetection } from '../../stores/idle-detection-store';
import { changePreferences, usePreferences } from '../../stores/preferences-store';
import { useSessions } from '../../stores/sessions-store';
import { addNumbers, numbersWords } from '../../words/approval-numbers';

const IDLE_CHOICES = [0, 5, 15, 30, 60] as const;

/** How the console calls its operator, what it does when nobody is there, and how the operator has decided so far. */
export function ApprovalsSection() {
  const preferences = usePreferences((state) => state.preferences);
  const isBlind = useIdleDetection((state) => state.detection === 'blind');
  const sessions = useSessions((state) => state.sessions);
  const numbers = addNumbers(sessions.map(({ approvalNumbers }) => approvalNumbers));
  return (
    <section className="settings-section" aria-label="Approvals">
      <header className="settings-section-head">
        <h2>Approvals</h2>
        <span className="muted">{numbersWords(numbers)}</span>
      </header>
      <div className="settings-choices">
        <Choice
          label="Sound when something waits"
          note="Another one for what is critical, and a last one 15 seconds before the time is up."
          isOn={preferences.sound}
          onChange={(sound) => void changePreferences({ sound })}
        />
        <Choice
          label="Desktop notification when the console is not in front"
          isOn={preferences.notify}
          onChange={(notify) => void changePreferences({ notify })}
        />
        <Choice
          label="Pause all runs when the screen is locked or the machine sleeps"
          isOn={preferences.pauseWhenLocked}
          onChange={(pauseWhenLocked) => void changePreferences({ pauseWhenLocked })}
        />
        <label className="settings-choice">
          <span>
            Pause all runs when nobody is at the console
            {isBlind && (
              <span className="settings-choice-note">
                This system does not tell when it was last used: idle detection does not work here. Only what
                you do in Airlock’s own window counts.
              </span>
            )}
          </span>
          <select
            className="input"
            value={preferences.pauseWhenIdleMinutes}
            onChange={(event) => void changePreferences({ pauseWhenIdleMinutes: Number(event.target.value) })}
          >
            {IDLE_CHOICES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? 'never' : `after ${minutes} minutes`}
              </option>
            ))}
          </select>
        </label>
      </div>
    </section>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly note?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

function Choice({ label, note, isOn, onChange }: ChoiceProps) {
  return (
    <label className="settings-choice">
      <span>
        {label}
        {note !== undefined && <span className="settings-choice-note">{note}</span>}
      </span>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}
